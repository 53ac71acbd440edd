import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { environmentOf, makeCompute, secretsOf } from './make-compute';
import { ContainerContract, ContainerVariable, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const DATABASE = ['DB_HOST', 'DB_READER_HOST', 'DB_PORT', 'DB_NAME', 'DB_SSL_MODE', 'DB_SECRET_ARN'];

describe('R1.1 what the container is told', () => {
  test('with a database: where it is, and its user and password as secrets', () => {
    const { template, platform, stack } = makePlatform({ database: { readReplica: false } });
    const environment = environmentOf(template);
    const secret = platform.database!.secret!;
    expect(Object.keys(environment).sort()).toEqual(['AWS_REGION', 'CONFIG_BUCKET', 'PDF_BUCKET', 'PORT', 'PUBLIC_URL', ...DATABASE].sort());
    expect(environment).toMatchObject({
      PORT: '8080',
      AWS_REGION: 'us-east-1',
      PDF_BUCKET: stack.resolve(platform.storage.bucket.bucketName),
      CONFIG_BUCKET: stack.resolve(platform.backup.configuration!.bucket.bucketName),
      PUBLIC_URL: stack.resolve(platform.url),
      DB_HOST: stack.resolve(platform.database!.instance.dbInstanceEndpointAddress),
      DB_READER_HOST: stack.resolve(platform.database!.instance.dbInstanceEndpointAddress),
      DB_PORT: stack.resolve(platform.database!.instance.dbInstanceEndpointPort),
      DB_NAME: 'app',
      DB_SSL_MODE: 'REQUIRED',
      DB_SECRET_ARN: stack.resolve(secret.secretArn),
    });
    expect(secretsOf(template)).toEqual({
      DB_USER: stack.resolve(ecs.Secret.fromSecretsManager(secret, 'username').arn),
      DB_PASSWORD: stack.resolve(ecs.Secret.fromSecretsManager(secret, 'password').arn),
    });
  });

  test('R4.2 with a replica: its host to read from', () => {
    const { template, platform, stack } = makePlatform({ database: { readReplica: true } });
    const { DB_HOST, DB_READER_HOST } = environmentOf(template);
    expect(DB_READER_HOST).toEqual(stack.resolve(platform.database!.readReplica!.dbInstanceEndpointAddress));
    expect(DB_READER_HOST).not.toEqual(DB_HOST);
  });

  test('without a database: nothing of one', () => {
    const { template } = makePlatform({ database: { enabled: false } });
    expect(Object.keys(environmentOf(template)).sort()).toEqual(['AWS_REGION', 'CONFIG_BUCKET', 'PDF_BUCKET', 'PORT', 'PUBLIC_URL']);
    expect(Object.keys(environmentOf(makePlatform({ backup: { configurationBucket: false }, database: { enabled: false } }).template)).sort()).toEqual(['AWS_REGION', 'PDF_BUCKET', 'PORT', 'PUBLIC_URL']);
    expect(secretsOf(template)).toEqual({});
  });

  test('the name and the port that are set', () => {
    const { template } = makePlatform({ database: { databaseName: 'pdfs' }, compute: { containerPort: 3000 } });
    expect(environmentOf(template)).toMatchObject({ DB_NAME: 'pdfs', PORT: '3000' });
  });

  test('R3.1 on one instance: the secret that CloudFront says, since no load balancer asks for it', () => {
    const { template, platform, stack } = makePlatform({ preset: PlatformPreset.dev() });
    expect(secretsOf(template).ORIGIN_VERIFY_SECRET).toEqual(stack.resolve(platform.ingress.originSecret!.secretArn));
    expect(Object.keys(secretsOf(template)).sort()).toEqual(['DB_PASSWORD', 'DB_USER', 'ORIGIN_VERIFY_SECRET']);
  });

  test.each([PlatformPreset.prodLean(), PlatformPreset.prod()])('R3.1 behind the load balancer of $name: not', (preset) => {
    expect(secretsOf(makePlatform({ preset }).template)).not.toHaveProperty('ORIGIN_VERIFY_SECRET');
  });
});

describe('R1.1 names that the platform uses', () => {
  test.each(Object.values(ContainerVariable))('environment cannot set %s', (name) => {
    expect(() => makeCompute({ environment: { [name]: 'mine' } })).toThrow(
      `cdk-pdf-web-platform: 'compute.environment' cannot set ${name}: the platform does`,
    );
  });

  test.each(Object.values(ContainerVariable))('secrets cannot set %s', (name) => {
    const stack = makeStack();
    const secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret'));
    expect(() => makeCompute({ secrets: { [name]: secret } }, stack)).toThrow(
      `cdk-pdf-web-platform: 'compute.secrets' cannot set ${name}: the platform does`,
    );
  });

  test('every variable that a preset gives is one of the contract', () => {
    const given = [PlatformPreset.dev(), PlatformPreset.prod()].flatMap((preset) => {
      const { template } = makePlatform({ preset });
      return [...Object.keys(environmentOf(template)), ...Object.keys(secretsOf(template))];
    });
    expect([...new Set(given)].sort()).toEqual(Object.values<string>(ContainerVariable).sort());
  });

  test('the defaults of the contract', () => {
    expect({ ...ContainerContract }).toEqual({
      DEFAULT_PORT: 8080,
      DEFAULT_HEALTH_CHECK_PATH: '/health',
      DEFAULT_USER: '1000:1000',
      CONTAINER_NAME: 'app',
      ORIGIN_VERIFY_HEADER: 'X-Origin-Verify',
    });
  });
});

test('R8.2 variables and secrets have an order of their own: another one, as maps of other languages give, would be a new release', () => {
  const templates = [['B', 'A', 'C'], ['C', 'B', 'A']].map((names) => {
    const stack = makeStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Theirs', 'theirs');
    const environment = Object.fromEntries(names.map((name) => [name, name.toLowerCase()]));
    const secrets = Object.fromEntries(names.map((name) => [`SECRET_${name}`, ecs.Secret.fromSecretsManager(secret, name)]));
    return makeCompute({ environment, secrets }, stack).template.toJSON();
  });
  expect(templates[0].Resources).not.toEqual({});
  expect(JSON.stringify(templates[1])).toBe(JSON.stringify(templates[0]));
});
