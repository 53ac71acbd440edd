import * as rds from 'aws-cdk-lib/aws-rds';
import type { DatabaseOptions } from './database-options';

/** MySQL's own port. */
export const MYSQL_PORT = 3306;

/** The logs that RDS can export. */
export const MYSQL_LOGS = ['error', 'slowquery', 'general', 'audit'];

/** What is exported by default: nothing that records the data of statements. */
export const DEFAULT_LOG_EXPORTS = ['error', 'slowquery'];

/** The engine. 8.4 has no constant for the major version alone, which lets RDS pick the newest minor. */
export function mysqlEngine(options: DatabaseOptions): rds.IInstanceEngine {
  return rds.DatabaseInstanceEngine.mysql({ version: options.engineVersion ?? rds.MysqlEngineVersion.of('8.4', '8.4') });
}
