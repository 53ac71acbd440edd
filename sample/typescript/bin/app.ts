import * as cdk from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { PdfWebPlatform, PlatformDomain, PlatformPreset, type PlatformSettings, RecoveryRegion } from 'cdk-pdf-web-platform';

/*
 * Context, all of it optional:
 *   -c region=ap-northeast-1                            where the platforms are (us-east-1)
 *   -c recoveryRegion=us-west-2                         where prod is copied to (us-west-2; of ap-northeast-1 ap-northeast-3)
 *   -c zoneId=Z0123456789ABC -c zoneName=example.com    a hosted zone: they are reached as dev.example.com, app.… and www.…
 *   -c email=oncall@example.com                         who is told of alarms in production
 *   -c logLevel=debug                                   what the application is told (info)
 *   -c unprotected=true                                 switches deletion protection off: the step before prod is destroyed
 *   -c nag=false                                        leaves cdk-nag out: a quicker synth
 */
const app = new cdk.App();
const context = (name: string): string | undefined => app.node.tryGetContext(name);
const region = context('region') ?? 'us-east-1';
const recoveryRegion = context('recoveryRegion') ?? (region === 'ap-northeast-1' ? 'ap-northeast-3' : 'us-west-2');
const environment = { LOG_LEVEL: context('logLevel') ?? 'info' };

const unprotected: PlatformSettings = { database: { deletionProtection: false }, ingress: { deletionProtection: false } };
const production: PlatformSettings = context('unprotected') === 'true' ? unprotected : {};

// Somebody is told of alarms, and nobody merges what makes the small production dearer than the design says.
const monitoring = { pageEmails: [context('email') ?? 'oncall@example.com'], noticeEmails: [context('email') ?? 'oncall@example.com'] };
const limit = region === 'us-east-1' ? { maxMonthlyUsd: 50 } : {};

platform('PdfDev', 'dev', PlatformPreset.dev());
platform('PdfProdLean', 'app', PlatformPreset.prodLean(), { ...production, monitoring, cost: limit });
platform('PdfProd', 'www', PlatformPreset.prod(), { ...production, monitoring, backup: { recoveryRegion: RecoveryRegion.of(recoveryRegion) } });

if (context('nag') !== 'false') {
  cdk.Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new HIPAASecurityChecks(app), new PCIDSS321Checks(app));
}

/** A stack with one platform. No account is named: nothing is looked up, so a synth needs no credentials. */
function platform(stackName: string, recordName: string, preset: PlatformPreset, settings: PlatformSettings = {}): void {
  const stack = new cdk.Stack(app, stackName, { env: { region }, description: `A PDF web application, preset ${preset.name}` });
  new PdfWebPlatform(stack, 'Platform', {
    preset,
    ...settings,
    compute: { environment },
    domain: domainIn(stack, recordName),
    tags: { application: 'pdf-sample', environment: preset.name },
  });
}

function domainIn(stack: cdk.Stack, recordName: string): PlatformDomain {
  const [hostedZoneId, zoneName] = [context('zoneId'), context('zoneName')];
  if (!hostedZoneId || !zoneName) return PlatformDomain.none();
  return PlatformDomain.fromZone(HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName }), recordName);
}
