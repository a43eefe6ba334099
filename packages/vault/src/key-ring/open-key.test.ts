import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { sealWithKms } from '../kms/seal-with-kms.ts';
import { failureOf } from '../testing/failure-of.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { generateKey, privateKeyContext } from './generate-key.ts';
import { openKey } from './open-key.ts';

it('refuses a private key that was sealed properly but under the name of another', async () => {
  const kms = await localTestKms();
  const stored = await generateKey(kms, 'token', new Date('2026-11-20T12:00:00Z'));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealed = await sealWithKms(kms, pkcs8, privateKeyContext(stored.kid, stored.purpose));
  expect(await failureOf(openKey(kms, stored, sealed))).toMatchObject({ detail: 'key_ring_unreadable' });
});
