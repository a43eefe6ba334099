import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../testing/failure-of.ts';
import { localTestKms } from '../../testing/local-test-kms.ts';
import { createMigratingKms } from '../create-migrating-kms.ts';
import { describeKmsContract } from '../kms-contract.ts';
import { createAwsKms } from './create-aws-kms.ts';
import type { AwsKmsOptions } from './create-aws-kms.ts';
import { KMS_CREDENTIALS, startKmsServer } from './testing/kms-server.ts';
import type { KmsServer } from './testing/kms-server.ts';

const CONTEXT = { use: 'test', merchant: 'mer_1' };
let server: KmsServer;

beforeAll(async () => {
  server = await startKmsServer();
});
afterAll(() => server.close());
beforeEach(() => {
  // The SDK's own chain reads these; nothing hands it credentials.
  vi.stubEnv('AWS_ACCESS_KEY_ID', KMS_CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', KMS_CREDENTIALS.secretAccessKey);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  server.addKey('key-1');
  server.addKey('key-2');
  server.requests.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.fail('throttle', 0);
});

function awsKms(changes: Partial<AwsKmsOptions> = {}) {
  return createAwsKms({
    keyId: 'key-1',
    region: 'eu-central-1',
    endpoint: server.endpoint,
    requestTimeoutMs: 200,
    ...changes,
  });
}

describeKmsContract('AWS KMS by the real SDK against a strict local server', () =>
  Promise.resolve({ kms: awsKms(), otherKms: awsKms({ keyId: 'key-2' }) }),
);

describe('createAwsKms', () => {
  it.each(['throttle', 'internal_error', 'hang', 'drop'] as const)(
    'retries a request that meets: %s',
    async (fault) => {
      server.fail(fault, 2);
      const { plaintext } = await awsKms().generateDataKey(CONTEXT);
      expect(plaintext).toHaveLength(32);
      expect(server.requests.at(-1)).toEqual({ operation: 'GenerateDataKey', status: 200 });
    },
  );

  it('gives an outage up as retryable, shows it in its health, and recovers', async () => {
    const kms = awsKms({ maxAttempts: 2 });
    server.fail('drop', 2);
    expect(await failureOf(kms.generateDataKey(CONTEXT))).toMatchObject({
      detail: 'kms_unavailable',
      retryable: true,
      audience: 'operator',
    });
    expect(await kms.health()).toMatchObject({ isHealthy: false });
    await kms.generateDataKey(CONTEXT);
    expect(await kms.health()).toMatchObject({ isHealthy: true });
  });

  it.each([
    ['Disabled', /disabled/],
    ['PendingDeletion', /deletion/],
  ] as const)('says what to do where the key is %s, at once', async (state, message) => {
    const kms = awsKms();
    server.setState('key-1', state);
    const failure = await failureOf(kms.generateDataKey(CONTEXT));
    expect(failure).toMatchObject({ detail: 'kms_key_unusable', retryable: false });
    expect(failure.message).toMatch(message);
    expect(await kms.health()).toMatchObject({ isHealthy: false });
    expect(server.requests.filter((request) => request.operation === 'GenerateDataKey')).toHaveLength(1);
  });

  it('says so where the key does not exist', async () => {
    expect(await failureOf(awsKms({ keyId: 'key-3' }).generateDataKey(CONTEXT))).toMatchObject({
      detail: 'kms_key_unusable',
      message: expect.stringContaining('AWS_KMS_KEY_ID') as string,
    });
  });

  it('says so where the secret key is wrong, and shows neither it nor the request', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong-secret');
    const failure = await failureOf(awsKms().generateDataKey(CONTEXT));
    expect(failure).toMatchObject({ detail: 'kms_key_unusable' });
    expect(failure.message).not.toMatch(/wrong-secret|mer_1|key-1/);
  });

  it('takes over from a local key file, and gives over to one', async () => {
    const [aws, local] = [awsKms(), await localTestKms()];
    for (const [next, before] of [
      [aws, local],
      [local, aws],
    ] as const) {
      const { plaintext, wrapped } = await before.generateDataKey(CONTEXT);
      expect(await createMigratingKms(next, before).decrypt(wrapped, CONTEXT)).toEqual(plaintext);
    }
  });

  it('unwraps nothing under the other key even when both are its own', async () => {
    const { wrapped } = await awsKms({ keyId: 'key-2' }).generateDataKey(CONTEXT);
    expect(await failureOf(awsKms().decrypt(wrapped, CONTEXT))).toMatchObject({ detail: 'kms_key_mismatch' });
  });
});
