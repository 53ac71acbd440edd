import { Token } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { distributionOf, makeEdge } from './make-edge';
import { DataProtection } from '../../src';
import { makePlatform, onlyResource } from '../helpers/platform';

const WEB_ACL = 'AWS::WAFv2::WebACL';

/** The rules of the one web ACL, by name. */
function rulesOf(template: Template): Record<string, any> {
  return Object.fromEntries(onlyResource(template, WEB_ACL).Properties.Rules.map((rule: any) => [rule.Name, rule]));
}

describe('R3.2 the firewall', () => {
  const { template, edge, stack } = makeEdge({ waf: true });

  test('is off by default', () => {
    const without = makeEdge();
    without.template.resourceCountIs(WEB_ACL, 0);
    expect(distributionOf(without.template).WebACLId).toBeUndefined();
    expect(without.edge.webAcl).toBeUndefined();
  });

  test('stands before CloudFront and lets everything through that no rule blocks', () => {
    expect(onlyResource(template, WEB_ACL).Properties).toMatchObject({
      Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true },
    });
    expect(distributionOf(template).WebACLId).toEqual(stack.resolve(edge.webAcl!.attrArn));
  });

  test('blocks an address that sends more than 2000 requests in 5 minutes', () => {
    expect(rulesOf(template).RateLimit).toMatchObject({
      Priority: 0, Action: { Block: {} }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2000, EvaluationWindowSec: 300 } },
    });
  });

  test("has AWS's common rules, of which the size of bodies only counts: PDFs are larger than 8 KB", () => {
    expect(rulesOf(template).AWSManagedRulesCommonRuleSet).toMatchObject({
      OverrideAction: { None: {} },
      Statement: {
        ManagedRuleGroupStatement: {
          VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet', RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
        },
      },
    });
  });

  test('has the rules for known bad inputs, and all of them block', () => {
    const { OverrideAction, Statement } = rulesOf(template).AWSManagedRulesKnownBadInputsRuleSet;
    expect(OverrideAction).toEqual({ None: {} });
    expect(Statement.ManagedRuleGroupStatement).toMatchObject({ VendorName: 'AWS', Name: 'AWSManagedRulesKnownBadInputsRuleSet', RuleActionOverrides: [] });
    expect(Object.keys(rulesOf(template))).toHaveLength(3);
  });

  test('wafRateLimit', () => {
    expect(rulesOf(makeEdge({ waf: true, wafRateLimit: 100 }).template).RateLimit.Statement.RateBasedStatement.Limit).toBe(100);
    const limit = Token.asNumber({ Ref: 'Limit' });
    expect(rulesOf(makeEdge({ waf: true, wafRateLimit: limit }).template).RateLimit.Statement.RateBasedStatement.Limit).toEqual({ Ref: 'Limit' });
  });

  test.each([
    [[], []],
    [['NoUserAgent_HEADER', 'SizeRestrictions_BODY'], [{ Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } }, { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]],
  ])('wafCountedRules %j', (wafCountedRules, overrides) => {
    const { Statement } = rulesOf(makeEdge({ waf: true, wafCountedRules }).template).AWSManagedRulesCommonRuleSet;
    expect(Statement.ManagedRuleGroupStatement.RuleActionOverrides).toEqual(overrides);
  });
});

describe('R9.1 the logs of the firewall', () => {
  const { template } = makeEdge({ waf: true });
  const logGroupOf = (of: Template) => Object.entries<any>(of.findResources('AWS::Logs::LogGroup')).find(([, { Properties }]) => /^aws-waf-logs-/.test(Properties.LogGroupName))!;

  test('go to a log group with the prefix that WAF asks for', () => {
    const [logGroupId] = logGroupOf(template);
    const { LogDestinationConfigs, ResourceArn } = onlyResource(template, 'AWS::WAFv2::LoggingConfiguration').Properties;
    expect(LogDestinationConfigs).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:', { Ref: 'AWS::AccountId' }, ':log-group:', { Ref: logGroupId }]] },
    ]);
    expect(ResourceArn).toEqual({ 'Fn::GetAtt': [Object.keys(template.findResources(WEB_ACL))[0], 'Arn'] });
  });

  test('do not hold what logs a viewer in', () => {
    expect(onlyResource(template, 'AWS::WAFv2::LoggingConfiguration').Properties.RedactedFields).toEqual([
      { SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } },
    ]);
  });

  test('keep what they hold for a year, and go with the stack, since their name is fixed', () => {
    expect(logGroupOf(template)[1]).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 365 } });
  });

  test('wafLogRetention and dataProtection', () => {
    const other = makeEdge({ waf: true, wafLogRetention: logs.RetentionDays.ONE_MONTH, dataProtection: DataProtection.DISPOSABLE });
    expect(logGroupOf(other.template)[1]).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
  });
});

describe('R3.2 an existing web ACL', () => {
  const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/shared/11111111-2222-3333-4444-555555555555';

  test('stands before CloudFront, and none is made', () => {
    const { template, platform } = makePlatform({ edge: { waf: false, webAclArn } });
    expect(distributionOf(template).WebACLId).toBe(webAclArn);
    template.resourceCountIs(WEB_ACL, 0);
    expect(platform.edge.webAcl).toBeUndefined();
  });

  test('may be known at deployment', () => {
    expect(distributionOf(makeEdge({ webAclArn: Token.asString({ Ref: 'Arn' }) }).template).WebACLId).toEqual({ Ref: 'Arn' });
  });

  test('may be in another partition', () => {
    expect(distributionOf(makeEdge({ webAclArn: webAclArn.replace('arn:aws', 'arn:aws-x') }).template).WebACLId).toContain('arn:aws-x:');
  });
});
