import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CfnCondition, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecrassets from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PLACEHOLDER_IMAGE } from './placeholder';
import { checkPattern, conflict, invalid } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Who decides which image runs. */
export enum ImageOwner {
  /**
   * The release pipeline, through the stack's image parameter: `cdk deploy` keeps the parameter's value, so it never puts an old
   * image back.
   */
  PIPELINE = 'PIPELINE',

  /** The CDK app: the image is named in code and changes with `cdk deploy`. */
  CDK_APP = 'CDK_APP',
}

/** What an image needs to know of its platform. */
export interface ImageContext {
  readonly cpuArchitecture: ecs.CpuArchitecture;
  readonly encryptionKey?: kms.IKey;
  readonly dataProtection?: DataProtection;
}

/** What a platform needs to know of its image. */
export interface BoundImage {
  readonly image: ecs.ContainerImage;
  readonly repository?: ecr.IRepository;
  /** The parameter that the pipeline releases with, where it owns the image. */
  readonly parameter?: CfnParameter;
  /** True while no image has been released. */
  readonly isPlaceholder?: CfnCondition;
}

/**
 * The application's image, and with it who decides which one runs.
 *
 * The first two choices give the stack an image parameter that only releases change; until the first release a public placeholder
 * runs, which answers the health check, so the first deployment works before any image exists.
 */
export class PlatformImage {
  /** The platform makes its own ECR repository; releases go through the stack's image parameter. */
  public static ownRepository(): PlatformImage {
    return new PlatformImage(ImageOwner.PIPELINE, (scope, context) => release(scope, makeRepository(scope, context)));
  }

  /**
   * An existing ECR repository.
   *
   * @param repository the repository
   * @param tagOrDigest which image runs. Given, the CDK app owns the image: changing it here releases. Left out, releases go
   * through the stack's image parameter.
   */
  public static fromEcrRepository(repository: ecr.IRepository, tagOrDigest?: string): PlatformImage {
    if (tagOrDigest === undefined) return new PlatformImage(ImageOwner.PIPELINE, (scope) => release(scope, repository));
    if (tagOrDigest === '') throw conflict("PlatformImage.fromEcrRepository: 'tagOrDigest' must not be empty");
    return new PlatformImage(ImageOwner.CDK_APP, () => ({ image: ecs.ContainerImage.fromEcrRepository(repository, tagOrDigest), repository }));
  }

  /**
   * A folder with a Dockerfile, built by the CDK CLI for the platform's processor and pushed to the bootstrap repository.
   *
   * @param directory the folder
   */
  public static fromAsset(directory: string): PlatformImage {
    if (!existsSync(join(directory, 'Dockerfile'))) throw invalid('image directory', directory, 'a folder with a Dockerfile');
    return new PlatformImage(ImageOwner.CDK_APP, (_scope, { cpuArchitecture }) => ({
      image: ecs.ContainerImage.fromAsset(directory, {
        platform: cpuArchitecture === ecs.CpuArchitecture.ARM64 ? ecrassets.Platform.LINUX_ARM64 : ecrassets.Platform.LINUX_AMD64,
      }),
    }));
  }

  /**
   * An image of a public registry.
   *
   * @param name the image with its tag or digest, for example `public.ecr.aws/docker/library/httpd:2.4`
   */
  public static fromRegistry(name: string): PlatformImage {
    checkPattern('image name', name, /^\S+$/, 'the name of an image');
    return new PlatformImage(ImageOwner.CDK_APP, () => ({ image: ecs.ContainerImage.fromRegistry(name) }));
  }

  private constructor(
    /** Who decides which image runs. */
    public readonly owner: ImageOwner,
    private readonly binder: (scope: Construct, context: ImageContext) => BoundImage,
  ) {}

  /** @internal */
  public _bind(scope: Construct, context: ImageContext): BoundImage {
    return this.binder(scope, context);
  }
}

function makeRepository(scope: Construct, { encryptionKey, dataProtection }: ImageContext): ecr.Repository {
  const removal = removalFor(dataProtection);
  return new ecr.Repository(scope, 'Repository', {
    imageScanOnPush: true,
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    encryption: encryptionKey ? ecr.RepositoryEncryption.KMS : undefined,
    encryptionKey,
    // Tagged images never expire: one of them is running.
    lifecycleRules: [{ description: 'Images that lost their tag', tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(14) }],
    removalPolicy: removal.stateful,
    emptyOnDelete: !removal.isProtected,
  });
}

function release(scope: Construct, repository: ecr.IRepository): BoundImage {
  if (Stack.of(scope).nestedStackParent) {
    throw conflict(
      'an image that the pipeline releases is a parameter of its stack, which nobody can set in a nested stack: use a stack of the app, PlatformImage.fromAsset, or fromEcrRepository with a tag',
    );
  }
  const parameter = new CfnParameter(scope, 'ImageUri', {
    type: 'String',
    default: PLACEHOLDER_IMAGE,
    description: 'The image that runs. Releases change it; cdk deploy keeps it. The default answers health checks until the first release.',
    allowedPattern: '^[^\\s]+$',
    constraintDescription: 'an image with its tag or digest',
  });
  const isPlaceholder = new CfnCondition(scope, 'ImageIsPlaceholder', { expression: Fn.conditionEquals(parameter.valueAsString, PLACEHOLDER_IMAGE) });
  return { image: ecs.ContainerImage.fromRegistry(parameter.valueAsString), repository, parameter, isPlaceholder };
}
