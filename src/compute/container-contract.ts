/**
 * The environment variables that the platform gives the container. An application's own variables may not reuse their names.
 *
 * `DB_*` variables are there where the platform has a database; `DB_USER` and `DB_PASSWORD` come from its secret at the start of
 * the task.
 */
export enum ContainerVariable {
  /** The port to listen on. */
  PORT = 'PORT',
  /** The AWS region. */
  AWS_REGION = 'AWS_REGION',
  /** The bucket that PDFs are kept in. */
  PDF_BUCKET = 'PDF_BUCKET',
  /** The bucket of the application's configuration files, where the platform has one. */
  CONFIG_BUCKET = 'CONFIG_BUCKET',
  /** The platform's URL as users see it, without a slash at the end. */
  PUBLIC_URL = 'PUBLIC_URL',
  /** The host to write to. */
  DB_HOST = 'DB_HOST',
  /** The host to read from: the replica's, or the same as `DB_HOST`. */
  DB_READER_HOST = 'DB_READER_HOST',
  /** The port of both hosts. */
  DB_PORT = 'DB_PORT',
  /** The database's name. */
  DB_NAME = 'DB_NAME',
  /** Always `REQUIRED`: the database refuses connections without TLS. */
  DB_SSL_MODE = 'DB_SSL_MODE',
  /** The secret's ARN: where the current password is read when a login with `DB_PASSWORD` fails after a rotation. */
  DB_SECRET_ARN = 'DB_SECRET_ARN',
  /** The database user. */
  DB_USER = 'DB_USER',
  /** The database user's password when the task started. */
  DB_PASSWORD = 'DB_PASSWORD',
  /**
   * What CloudFront sends in the header `X-Origin-Verify`. Given only where no load balancer checks it (one EC2 instance), so that
   * the application can.
   */
  ORIGIN_VERIFY_SECRET = 'ORIGIN_VERIFY_SECRET',
}

/**
 * What the platform expects of the container that it runs, with the defaults.
 *
 * The container listens on the port, answers the health check with 200 within 5 seconds, ends within the stop timeout after SIGTERM,
 * writes to standard output and to the writable paths only, and needs no root.
 */
export class ContainerContract {
  /** The port the container listens on. */
  public static readonly DEFAULT_PORT = 8080;

  /** The path that answers 200 when the container can take requests. */
  public static readonly DEFAULT_HEALTH_CHECK_PATH = '/health';

  /** The user and group that the container runs as. */
  public static readonly DEFAULT_USER = '1000:1000';

  /** The container's name in the task definition. */
  public static readonly CONTAINER_NAME = 'app';

  /** The header by which the load balancer (or the application) knows that a request came through this CloudFront distribution. */
  public static readonly ORIGIN_VERIFY_HEADER = 'X-Origin-Verify';

  private constructor() {}
}
