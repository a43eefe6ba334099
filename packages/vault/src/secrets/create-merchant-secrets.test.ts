import { beforeEach, describe, expect, it } from 'vitest';
import { createMerchantKeys } from '../cards/merchant-keys.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { MemoryVaultStore } from '../testing/memory-vault-store.ts';
import { createMerchantSecrets } from './create-merchant-secrets.ts';
import type { MerchantSecrets, NewSecret } from './create-merchant-secrets.ts';
import type { SecretName } from './secret-name.ts';

const NAME: SecretName = { id: 'vsec_1', merchantId: 'mer_1', purpose: 'webhook' };
let rows: Map<string, NewSecret>;
let secrets: MerchantSecrets;

beforeEach(async () => {
  const clock = new FakeClock();
  rows = new Map();
  const merchantKeys = createMerchantKeys({ kms: await localTestKms(), store: new MemoryVaultStore(), clock });
  secrets = createMerchantSecrets({
    merchantKeys,
    clock,
    store: {
      keep: async (secret) => Boolean(rows.set(secret.id, secret)),
      // What somebody with the database could do: hand out any row under any name.
      find: async ({ id }) => rows.get(id) ?? null,
      forget: async (id) => void rows.delete(id),
    },
  });
});

describe('secrets of merchants', () => {
  it('are stored sealed and read again', async () => {
    await secrets.keep(NAME, 'a shared secret');
    expect(rows.get('vsec_1')?.sealed.toString('latin1')).not.toContain('shared');
    expect(await secrets.read(NAME)).toBe('a shared secret');
  });

  it.each([{ id: 'vsec_2' }, { merchantId: 'mer_2' }, { purpose: 'processor' }])(
    'do not open where they were moved to %j',
    async (other) => {
      await secrets.keep(NAME, 'a shared secret');
      const moved = { ...NAME, ...other };
      const [row] = [...rows.values()];
      if (row) rows.set(moved.id, row);
      await expect(secrets.read(moved)).rejects.toMatchObject({ code: 'system_error' });
    },
  );

  it('are gone once forgotten', async () => {
    await secrets.keep(NAME, 'a shared secret');
    await secrets.forget(NAME.id, NAME.merchantId);
    await expect(secrets.read(NAME)).rejects.toMatchObject({ detail: 'secret_missing' });
  });
});
