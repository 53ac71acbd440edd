import { ArnFormat, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { noticeRule } from '../monitoring/notice-rule';
import { advise, checkPattern, conflict, invalid } from '../settings/checks';
import { resourcesIn } from '../settings/resources-in';

/** How images are scanned for vulnerabilities. */
export enum ImageScanning {
  /**
   * ECR scans the packages of the operating system when an image is pushed, and not again. It is free. Repositories of the platform's own
   * have it switched on.
   */
  BASIC = 'BASIC',

  /**
   * Amazon Inspector scans the packages of operating system and programming languages when an image is pushed, and again whenever a
   * vulnerability becomes known. It is billed per image. The setting is the registry's: an account has one per region, whoever sets it
   * replaces it, and repositories that none of its filters matches are not scanned any more.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
   */
  ENHANCED = 'ENHANCED',

  /**
   * The same, where the registry's setting is made elsewhere, by another platform or by hand, with a filter that matches the repository:
   * only the findings are told.
   */
  ENHANCED_ELSEWHERE = 'ENHANCED_ELSEWHERE',
}

/** Props of {@link ImageScanFindings}. */
export interface ImageScanFindingsProps {
  /** The repository, which must be of the stack's account and region: its events stay there. */
  readonly repository: ecr.IRepository;

  /**
   * How its images are scanned.
   *
   * @default ImageScanning.BASIC
   */
  readonly scanning?: ImageScanning;

  /**
   * What is told. Its policy must let EventBridge publish.
   *
   * @default - nobody is told
   */
  readonly topic?: sns.ITopic;

  /** The address of the runbooks, without an anchor. */
  readonly runbookUrl: string;

  /**
   * Filters of repository names that the registry has Inspector scan continuously already, and keeps: at most 99. Only for
   * `ImageScanning.ENHANCED`. One without a `*` matches all names that contain it.
   *
   * @default - none: what is not given is gone
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
   */
  readonly otherContinuousScans?: string[];

  /**
   * Filters of repository names that the registry has Inspector scan on push already, and keeps: at most 100. Only for
   * `ImageScanning.ENHANCED`.
   *
   * @default - none: what is not given is gone
   */
  readonly otherScansOnPush?: string[];
}

/** What a rule of a registry takes. */
const MOST_FILTERS = 100;

/** What a registry keeps beside the platform's repository, and how images are scanned. */
type RegistryFilters = Pick<ImageScanFindingsProps, 'scanning' | 'otherContinuousScans' | 'otherScansOnPush'>;

/** A severity without findings has no count. */
const CRITICAL_OR_HIGH = ['CRITICAL', 'HIGH'].map((severity) => ({ 'finding-severity-counts': { [severity]: [{ numeric: ['>', 0] }] } }));

/**
 * Tells a topic of vulnerabilities in a repository's images, critical and high ones: with basic scanning once for each image that has some,
 * with Inspector once for each vulnerability of each image, which may be many after the first push. A basic scan that failed is told, too.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export class ImageScanFindings extends Construct {
  /** Throws if filters are out of range, or have no effect. @internal */
  public static _checkFilters(options: RegistryFilters): void {
    for (const [prop, most] of [['otherContinuousScans', MOST_FILTERS - 1], ['otherScansOnPush', MOST_FILTERS]] as const) {
      const filters = options[prop] ?? [];
      if (filters.length > 0 && options.scanning !== ImageScanning.ENHANCED) throw conflict(`'${prop}' needs ImageScanning.ENHANCED`);
      if (filters.length > most) throw invalid(prop, `${filters.length} filters`, `at most ${most} filters`);
      const valid = "filters like 'team/*': at most 255 lowercase letters, digits and . _ - / *";
      for (const filter of filters) checkPattern(prop, filter, /^(?=.{1,255}$)[a-z0-9*]+([._/-][a-z0-9*]+)*$/, valid);
    }
  }

  /** The rules that tell the topic, if there is one. */
  public readonly rules: events.Rule[];

  /** The registry's setting, with `ImageScanning.ENHANCED`. */
  public readonly registryScanning?: ecr.CfnRegistryScanningConfiguration;

  constructor(scope: Construct, id: string, private readonly props: ImageScanFindingsProps) {
    super(scope, id);
    const { scanning = ImageScanning.BASIC, topic } = props;
    ImageScanFindings._checkFilters(props);
    this.adviseElsewhere();
    if (scanning === ImageScanning.ENHANCED) {
      this.registryScanning = this.scanByInspector();
      // What is made later in the stack counts, too.
      this.node.addValidation({ validate: () => this.contradictions() });
    }
    if (!topic) this.rules = [];
    else this.rules = scanning === ImageScanning.BASIC ? this.ofEcr(topic) : this.ofInspector(topic);
  }

  private contradictions(): string[] {
    const [first, second] = resourcesIn(Stack.of(this), 'AWS::ECR::RegistryScanningConfiguration').map(({ node }) => node.path);
    return second === undefined ? [] : [
      `cdk-pdf-web-platform: a registry has one setting of scans, and ${first} and ${second} would replace each other's: leave ` +
      "ImageScanning.ENHANCED to one of them, with the others' repositories in its 'otherContinuousScans', and use " +
      'ImageScanning.ENHANCED_ELSEWHERE for the others',
    ];
  }

  /** ECR takes two rules, one for each frequency. */
  private scanByInspector(): ecr.CfnRegistryScanningConfiguration {
    const { repository, otherContinuousScans = [], otherScansOnPush = [] } = this.props;
    const rule = (scanFrequency: string, filters: string[]) =>
      ({ scanFrequency, repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' })) });
    return new ecr.CfnRegistryScanningConfiguration(this, 'Registry', {
      scanType: ImageScanning.ENHANCED,
      rules: [
        rule('CONTINUOUS_SCAN', [...otherContinuousScans, repository.repositoryName]),
        ...(otherScansOnPush.length > 0 ? [rule('SCAN_ON_PUSH', otherScansOnPush)] : []),
      ],
    });
  }

  private ofEcr(topic: sns.ITopic): events.Rule[] {
    const pattern = (detail: Record<string, unknown>): events.EventPattern => ({
      source: ['aws.ecr'],
      detailType: ['ECR Image Scan'],
      detail: { 'repository-name': [this.props.repository.repositoryName], ...detail },
    });
    return [
      this.rule('Vulnerable', topic, 'An image has vulnerabilities that are critical or high', pattern({
        'scan-status': ['COMPLETE'], '$or': CRITICAL_OR_HIGH,
      })),
      this.rule('Failed', topic, 'An image could not be scanned for vulnerabilities', pattern({ 'scan-status': ['FAILED'] })),
    ];
  }

  private ofInspector(topic: sns.ITopic): events.Rule[] {
    return [
      this.rule('Vulnerable', topic, 'An image has a vulnerability that is critical or high', {
        source: ['aws.inspector2'],
        detailType: ['Inspector2 Finding'],
        // The image's ARN: the repository's, then the digest. Findings are told again when they change, until they are closed.
        resources: events.Match.prefix(`${this.props.repository.repositoryArn}/sha256:`),
        detail: { severity: ['CRITICAL', 'HIGH'], status: ['ACTIVE'] },
      }),
    ];
  }

  private rule(id: string, topic: sns.ITopic, description: string, eventPattern: events.EventPattern): events.Rule {
    const { runbookUrl } = this.props;
    return noticeRule(this, id, { topic, runbookUrl, anchor: 'vulnerable-image', description, eventPattern });
  }

  private adviseElsewhere(): void {
    const { env, repositoryArn } = this.props.repository;
    const ours = Stack.of(this);
    // What the CDK takes for the home of a brought repository is this stack's; its ARN may say otherwise.
    const named = ours.splitArn(repositoryArn, ArnFormat.SLASH_RESOURCE_NAME);
    if ([env, named].some(({ account, region }) => isOther(account, ours.account) || isOther(region, ours.region))) {
      advise(this, 'image-scans', "The image's repository is of another account or region, where its scans are told: nothing here hears of them.");
    }
  }
}

function isOther(theirs: string | undefined, ours: string): boolean {
  return theirs !== undefined && Token.compareStrings(theirs, ours) === TokenComparison.DIFFERENT;
}
