import { RemovalPolicy } from 'aws-cdk-lib';
import { DataProtection } from './data-protection';

/** Everything that follows from the one decision about data, in one place. */
export interface Removal {
  readonly isProtected: boolean;
  /** For what holds data and can outlive the stack: buckets, keys, repositories. */
  readonly stateful: RemovalPolicy;
  /** For the database, which CloudFormation can snapshot. */
  readonly database: RemovalPolicy;
}

export function removalFor(protection: DataProtection = DataProtection.PROTECTED): Removal {
  const isProtected = protection === DataProtection.PROTECTED;
  return {
    isProtected,
    stateful: isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    database: isProtected ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  };
}
