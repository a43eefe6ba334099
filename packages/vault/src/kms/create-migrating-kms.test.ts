import { beforeAll, describe, expect, it } from 'vitest';
import type { Kms } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { createMigratingKms } from './create-migrating-kms.ts';
import { describeKmsContract } from './kms-contract.ts';
import { kmsError } from './kms-error.ts';

const CONTEXT = { use: 'test' };
// The file of a test's KMS is gone, which it would call ill.
const healthyKms = async (): Promise<Kms> => ({
  ...(await localTestKms()),
  health: async () => ({ isHealthy: true, detail: 'It answers.' }),
});
let current: Kms;
let previous: Kms;
beforeAll(async () => {
  [current, previous] = [await healthyKms(), await healthyKms()];
});

describeKmsContract('a KMS on its way from another', async () => ({
  kms: createMigratingKms(await healthyKms(), await healthyKms()),
  otherKms: await healthyKms(),
}));

describe('createMigratingKms', () => {
  it('opens what either wrapped, and wraps with the present one alone', async () => {
    const kms = createMigratingKms(current, previous);
    const older = await previous.generateDataKey(CONTEXT);
    expect(await kms.decrypt(older.wrapped, CONTEXT)).toEqual(older.plaintext);
    const newer = await kms.generateDataKey(CONTEXT);
    expect(await current.decrypt(newer.wrapped, CONTEXT)).toEqual(newer.plaintext);
    expect(await current.decrypt(await kms.encrypt(older.plaintext, CONTEXT), CONTEXT)).toEqual(older.plaintext);
  });

  it('does not take an outage for a foreign key: the previous one is not asked', async () => {
    const away: Kms = { ...current, decrypt: () => Promise.reject(kmsError('kms_unavailable', 'away')) };
    const { wrapped } = await previous.generateDataKey(CONTEXT);
    expect((await failureOf(createMigratingKms(away, previous).decrypt(wrapped, CONTEXT))).detail).toBe(
      'kms_unavailable',
    );
  });

  it('tells that the previous one is away where it alone could open', async () => {
    const away: Kms = { ...previous, decrypt: () => Promise.reject(kmsError('kms_unavailable', 'away')) };
    const { wrapped } = await previous.generateDataKey(CONTEXT);
    expect((await failureOf(createMigratingKms(current, away).decrypt(wrapped, CONTEXT))).detail).toBe(
      'kms_unavailable',
    );
  });

  it('is healthy while both are', async () => {
    const ill: Kms = { ...previous, health: async () => ({ isHealthy: false, detail: 'The key file is gone.' }) };
    expect(await createMigratingKms(current, previous).health()).toMatchObject({ isHealthy: true });
    expect(await createMigratingKms(current, ill).health()).toEqual({
      isHealthy: false,
      detail: 'The previous KMS key: The key file is gone.',
    });
    expect(await createMigratingKms(ill, current).health()).toMatchObject({ isHealthy: false });
  });
});
