import { Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { checkPattern, invalid } from '../settings/checks';

/** Props of {@link ImageReplication}. */
export interface ImageReplicationProps {
  /**
   * The repository. One whose name begins with it is replicated, too.
   */
  readonly repositoryName: string;

  /** The region that images are replicated to: another one than the stack's, which the account has enabled. */
  readonly region: string;

  /**
   * The rules that the registry has already, and keeps: at most 9. What is not among them is gone.
   *
   * @default - none
   */
  readonly mergedRules?: ecr.CfnReplicationConfiguration.ReplicationRuleProperty[];
}

/** What a registry takes. */
const MOST_RULES = 10;

/**
 * Has ECR replicate a repository's images to another region of the account, most of them within 30 minutes.
 *
 * An account has one such configuration per region, so make it once, and only where nobody else does. Where there is one already, add
 * {@link ImageReplication.rule} to it instead.
 *
 * Images that were pushed before are not replicated: push the one that runs once more. ECR makes the repository there, with mutable tags,
 * its own encryption and no lifecycle policy unless a repository creation template of that region says otherwise; what is deleted here
 * stays there.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class ImageReplication extends Construct {
  /**
   * The rule for one repository, to be added to the configuration that a registry has.
   *
   * @param repositoryName the repository
   * @param region where its images are replicated to
   * @param account the account there, which must let this one replicate if it is another
   */
  public static rule(repositoryName: string, region: string, account: string): ecr.CfnReplicationConfiguration.ReplicationRuleProperty {
    return {
      destinations: [{ region, registryId: account }],
      repositoryFilters: [{ filter: repositoryName, filterType: 'PREFIX_MATCH' }],
    };
  }

  /** The registry's configuration. */
  public readonly configuration: ecr.CfnReplicationConfiguration;

  constructor(scope: Construct, id: string, props: ImageReplicationProps) {
    super(scope, id);
    const { repositoryName, region, mergedRules = [] } = props;
    const stack = Stack.of(this);
    checkPattern('repositoryName', repositoryName, /^(?=.{2,256}$)[a-z0-9]+([._/-]+[a-z0-9]+)*$/, 'the name of an ECR repository');
    checkPattern('region', region, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region's code like 'us-west-2'");
    if (!Token.isUnresolved(region) && region === stack.region) throw invalid('region', region, "another region than the stack's");
    if (mergedRules.length >= MOST_RULES) throw invalid('mergedRules', `${mergedRules.length} rules`, `at most ${MOST_RULES - 1} rules`);
    this.configuration = new ecr.CfnReplicationConfiguration(this, 'Configuration', {
      replicationConfiguration: { rules: [...mergedRules, ImageReplication.rule(repositoryName, region, stack.account)] },
    });
  }
}
