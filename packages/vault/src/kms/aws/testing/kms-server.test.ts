import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KMS_CREDENTIALS, startKmsServer } from './kms-server.ts';
import type { KmsServer } from './kms-server.ts';

let server: KmsServer;
beforeAll(async () => {
  server = await startKmsServer();
  server.addKey('key-1');
});
afterAll(() => server.close());

interface Sent {
  headers: Record<string, string>;
  body: string;
}

/** What the server answers to a request of the SDK that is changed before it is signed, or after. */
async function answerTo(change: (request: Sent) => void, when: 'before' | 'after' = 'before'): Promise<string> {
  const client = new KMSClient({
    region: 'eu-central-1',
    endpoint: server.endpoint,
    credentials: KMS_CREDENTIALS,
    maxAttempts: 1,
  });
  const changed = <Args extends { request: unknown }>(args: Args): Args => {
    change(args.request as Sent);
    return args;
  };
  const stack = client.middlewareStack;
  if (when === 'before') stack.add((next) => (args) => next(changed(args)), { step: 'build', priority: 'low' });
  else stack.add((next) => (args) => next(changed(args)), { step: 'finalizeRequest', priority: 'low' });
  try {
    await client.send(new GenerateDataKeyCommand({ KeyId: 'key-1', KeySpec: 'AES_256' }));
    return 'answered';
  } catch (error) {
    return error instanceof Error ? error.name : '';
  } finally {
    client.destroy();
  }
}

it('answers what the SDK asks, untouched', async () => {
  expect(await answerTo(() => undefined)).toBe('answered');
});

it.each(['GenerateDataKey', 'OtherService.GenerateDataKey', 'TrentService.CreateKey', 'TrentService.', ''])(
  'knows no target %j',
  async (target) => {
    expect(await answerTo(({ headers }) => (headers['x-amz-target'] = target))).toBe('UnknownOperationException');
  },
);

it('refuses another content type, another key and another size', async () => {
  expect(await answerTo(({ headers }) => (headers['content-type'] = 'application/json'))).toBe(
    'SerializationException',
  );
  expect(await answerTo((request) => (request.body = request.body.replace('key-1', 'key-2')))).toBe(
    'NotFoundException',
  );
  expect(await answerTo((request) => (request.body = request.body.replace('AES_256', 'AES_128')))).toBe(
    'ValidationException',
  );
});

it('refuses what was changed after it was signed, and what was never signed', async () => {
  expect(await answerTo((request) => (request.body = request.body.replace('key-1', 'key-2')), 'after')).toBe(
    'InvalidSignatureException',
  );
  expect(await answerTo(({ headers }) => (headers['x-amz-target'] = 'TrentService.Decrypt'), 'after')).toBe(
    'InvalidSignatureException',
  );
  expect(await answerTo(({ headers }) => void Reflect.deleteProperty(headers, 'authorization'), 'after')).toBe(
    'UnrecognizedClientException',
  );
});
