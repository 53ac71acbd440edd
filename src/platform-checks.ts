import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkNotMade } from './database/database-checks';
import type { PlatformDomain } from './domain/platform-domain';
import { IngressExposure } from './ingress/ingress-options';
import type { PdfWebPlatformProps } from './pdf-web-platform';
import { checkTags, conflict } from './settings/checks';
import type { PlatformSettings } from './settings/platform-settings';

/** What no room sees alone. */
export function checkTogether(scope: Construct, settings: PlatformSettings, domain: PlatformDomain, props: PdfWebPlatformProps): void {
  if (props.encryptionKey && props.customerManagedKey === false) {
    throw conflict("'encryptionKey' cannot be combined with 'customerManagedKey' false");
  }
  checkTags(props.tags);
  const { network, ingress, compute } = settings;
  if (network?.publicSubnets && ingress?.exposure === IngressExposure.VPC_ORIGIN) {
    throw conflict("'network.publicSubnets' has no effect with 'ingress.exposure' VPC_ORIGIN, where nothing of the platform is in public subnets");
  }
  if (network?.taskSubnets && compute?.capacity?.hostType) {
    throw conflict("'network.taskSubnets' has no effect on one EC2 instance, which goes into 'network.publicSubnets'");
  }
  if (settings.database?.enabled === false) {
    if (props.database) checkNotMade(props.database, "'database.enabled' false", ['databaseName']);
    if (settings.database.existing) throw conflict("'database.existing' cannot be combined with 'database.enabled' false");
  }
  const unknownRegion = Token.isUnresolved(Stack.of(scope).region);
  if (unknownRegion && (settings.storage?.accessLogs ?? true) && settings.ingress?.exposure !== IngressExposure.INSTANCE) {
    throw conflict("the stack's region is unknown, and the load balancer's access logs need it: give the stack 'env.region', or switch off 'storage.accessLogs'");
  }
  const ownOrigin = settings.storage?.directUploads ?? true;
  if (settings.edge?.signedPdfs && !settings.storage?.bucket && ownOrigin && domain.domainNames.length === 0) {
    throw conflict(
      "'edge.signedPdfs' without a 'domain' needs 'storage.directUploads' to be off: the bucket's CORS rule would name the distribution that reads the bucket",
    );
  }
}
