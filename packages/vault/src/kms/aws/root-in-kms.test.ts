import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createKeyRing } from '../../key-ring/create-key-ring.ts';
import { HELD_BY_KMS } from '../../key-ring/kms-held-root.ts';
import { rotateKey } from '../../key-ring/rotate-key.ts';
import { rewrapKeys } from '../../operations/rewrap-keys.ts';
import { failureOf } from '../../testing/failure-of.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { localTestKms } from '../../testing/local-test-kms.ts';
import { MemoryKeyRingStore } from '../../testing/memory-key-ring-store.ts';
import { MemoryVaultStore } from '../../testing/memory-vault-store.ts';
import { memoryWrappedKeyStore } from '../../testing/memory-wrapped-key-store.ts';
import type { Kms } from '../../ports.ts';
import { createAwsKms } from './create-aws-kms.ts';
import { KMS_CREDENTIALS, startKmsServer } from './testing/kms-server.ts';
import type { KmsServer } from './testing/kms-server.ts';

const OPERATOR = { type: 'system', id: null, name: 'Test' } as const;
const DAY_MS = 86_400_000;
let server: KmsServer;
let clock: FakeClock;
let store: MemoryKeyRingStore;

beforeAll(async () => {
  server = await startKmsServer();
  vi.stubEnv('AWS_ACCESS_KEY_ID', KMS_CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', KMS_CREDENTIALS.secretAccessKey);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  server.addKey('wrapping');
  for (const id of ['root-1', 'root-2', 'root-3']) server.addSigningKey(id);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});
beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryKeyRingStore();
});

const awsKms = (...rootKeyIds: string[]) =>
  createAwsKms({ keyId: 'wrapping', region: 'eu-central-1', endpoint: server.endpoint, rootKeyIds, maxAttempts: 1 });

async function ringOn(kms: Kms) {
  const ring = createKeyRing({ store, kms, clock, issuer: 'http://localhost:3001' });
  await ring.load();
  return ring;
}

/** The thumbprint of the root that signed the ring's document. */
async function signerOf(ring: Awaited<ReturnType<typeof ringOn>>): Promise<string> {
  const jws = await ring.payloadKeyDocument();
  const { jwk } = decodeProtectedHeader(jws);
  if (!jwk) throw new Error('the document names no root');
  await jwtVerify(jws, await importJWK(jwk, 'ES256'), { currentDate: clock.now(), typ: 'fieldfare-payload-key+jwt' });
  return calculateJwkThumbprint(jwk);
}

it('signs the key document in the KMS, which keeps the private part; nothing of it is stored', async () => {
  const ring = await ringOn(awsKms('root-1'));
  const thumbprint = await signerOf(ring);
  expect(ring.rootThumbprints()).toEqual([thumbprint]);
  expect(store.rows.get(thumbprint)?.wrappedPrivate).toEqual(HELD_BY_KMS);
  expect(server.requests.at(-1)).toEqual({ operation: 'Sign', status: 200 });
  // A second server, or a restart, uses the same one.
  expect(await signerOf(await ringOn(awsKms('root-1')))).toBe(thumbprint);
});

it('hands over to the next one with overlap, and from a root that was wrapped', async () => {
  const wrapped = await signerOf(await ringOn(awsKms()));
  const kms = awsKms('root-1');
  clock.advance(1_000);
  await rotateKey({ store, kms, clock }, 'root', OPERATOR);
  const ring = await ringOn(kms);
  expect(ring.rootThumbprints()).toHaveLength(2);
  expect(await signerOf(ring)).toBe(wrapped);
  clock.advance(DAY_MS + 180_000);
  await ring.refresh();
  const first = await signerOf(ring);
  expect(first).not.toBe(wrapped);

  expect(await failureOf(rotateKey({ store, kms, clock }, 'root', OPERATOR))).toMatchObject({
    detail: 'root_key_unchanged',
  });
  const next = awsKms('root-2', 'root-1');
  await rotateKey({ store, kms: next, clock }, 'root', OPERATOR);
  const later = await ringOn(next);
  expect(await signerOf(later)).toBe(first);
  clock.advance(DAY_MS + 180_000);
  await later.refresh();
  expect([first, wrapped]).not.toContain(await signerOf(later));
});

it('believes no root that the operator did not name, whatever the database says', async () => {
  await ringOn(awsKms('root-1'));
  const failure = await failureOf(ringOn(awsKms('root-3')).then(() => undefined));
  expect(failure).toMatchObject({ detail: 'key_ring_unreadable', audience: 'operator' });
  expect(failure.message).toContain('AWS_KMS_ROOT_KEY_IDS');
  const token = [...store.rows.values()].find(({ purpose }) => purpose === 'token');
  if (!token) throw new Error('the ring is empty');
  token.wrappedPrivate = HELD_BY_KMS;
  expect(await failureOf(ringOn(awsKms('root-1')).then(() => undefined))).toMatchObject({
    detail: 'key_ring_unreadable',
  });
});

it('signs nothing but documents where somebody relabels its row', async () => {
  const thumbprint = await signerOf(await ringOn(awsKms('root-1')));
  const root = store.rows.get(thumbprint);
  if (!root) throw new Error('the ring has no root');
  root.purpose = 'token';
  expect(await failureOf(ringOn(awsKms('root-2', 'root-1')).then(() => undefined))).toMatchObject({
    detail: 'key_ring_unreadable',
  });
});

it('is left alone when everything else is wrapped anew', async () => {
  const kms = awsKms('root-1');
  const thumbprint = await signerOf(await ringOn(kms));
  const local = { ...(await localTestKms()), rootSigners: kms.rootSigners ?? [] };
  const wrapped = memoryWrappedKeyStore(store, new MemoryVaultStore());
  expect(await rewrapKeys({ store: wrapped, current: local, previous: kms }, OPERATOR)).toEqual({
    rewrapped: 3,
    kept: 0,
  });
  expect(await signerOf(await ringOn(local))).toBe(thumbprint);
});

it('says what to name where the key cannot sign', async () => {
  expect(await failureOf(ringOn(awsKms('wrapping')).then(() => undefined))).toMatchObject({ code: 'system_error' });
  expect(await failureOf(ringOn(awsKms('nowhere')).then(() => undefined))).toMatchObject({
    detail: 'kms_key_unusable',
  });
});

it('opens after a rotation inside KMS what was wrapped before it', async () => {
  const kms = awsKms();
  const context = { use: 'test' };
  const before = await kms.generateDataKey(context);
  server.rotate('wrapping');
  const after = await kms.generateDataKey(context);
  expect(await kms.decrypt(before.wrapped, context)).toEqual(before.plaintext);
  expect(await kms.decrypt(after.wrapped, context)).toEqual(after.plaintext);
});
