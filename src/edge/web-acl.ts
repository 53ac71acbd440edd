import { ArnFormat, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { acknowledgeServiceManagedLogs } from '../settings/acknowledge';

export interface WebAclProps {
  readonly rateLimit?: number;
  readonly countedRules?: string[];
  readonly logRetention?: logs.RetentionDays;
}

/** The web ACL of a distribution: AWS's common rules and a rate limit. It must be in us-east-1. */
export class WebAcl extends Construct {
  public readonly webAcl: wafv2.CfnWebACL;
  public readonly logGroup: logs.LogGroup;

  /** What its requests are counted under: metrics are found by this name, which no other platform of the account has. */
  public readonly metricName: string;

  constructor(scope: Construct, id: string, props: WebAclProps = {}) {
    super(scope, id);
    this.metricName = Names.uniqueResourceName(this, { maxLength: 100, separator: '-' });
    const visibility = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
    const managed = (name: string, priority: number, counted: string[] = []) => ({
      name,
      priority,
      overrideAction: { none: {} },
      visibilityConfig: visibility(name),
      statement: {
        managedRuleGroupStatement: {
          vendorName: 'AWS',
          name,
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        },
      },
    });

    this.webAcl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      description: `Web ACL of ${this.node.path}`.replace(/[^\w+=:#@/\-,. ]/g, '-').slice(0, 256),
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.metricName),
      rules: [
        {
          name: 'RateLimit',
          priority: 0,
          action: { block: {} },
          visibilityConfig: visibility('RateLimit'),
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: props.rateLimit ?? 2000, evaluationWindowSec: 300 } },
        },
        managed('AWSManagedRulesCommonRuleSet', 10, props.countedRules ?? ['SizeRestrictions_BODY']),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 20),
      ],
    });

    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      // WAF writes only to log groups with this prefix.
      logGroupName: `aws-waf-logs-${Names.uniqueResourceName(this, { maxLength: 80, separator: '-' })}`,
      retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR,
      // The name is fixed: a group that outlived its stack would stand in the way of the next one.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledgeServiceManagedLogs(this.logGroup);
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      // WAF wants the ARN without the ':*' that the log group's own attribute ends with.
      logDestinationConfigs: [
        Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName: this.logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      ],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
    });
  }
}
