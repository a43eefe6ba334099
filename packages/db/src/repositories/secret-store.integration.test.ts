import { createMerchantSecrets } from '@fieldfare/vault';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { keyFileKms, openStoredVault } from '../testing/vault-fixtures.ts';
import type { StoredVault } from '../testing/vault-fixtures.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createSecretStore } from './secret-store.ts';

const ACTOR = { type: 'system', id: null, name: 'Test' } as const;
let test: TestDatabase;
let stored: StoredVault;
let kmsFile: Awaited<ReturnType<typeof keyFileKms>>;

beforeAll(async () => {
  test = await createTestDatabase();
  kmsFile = await keyFileKms();
  stored = await openStoredVault(test.paymentsUrl, kmsFile.kms);
});

afterAll(async () => {
  stored.vault.close();
  await stored.database.close();
  await Promise.all([test.drop(), kmsFile.remove()]);
});

describe('secrets of merchants in the database', () => {
  it('keep their key alive after a rotation, until they are forgotten', async () => {
    const { pool } = stored.database;
    const secrets = createMerchantSecrets({
      merchantKeys: stored.vault.merchantKeys,
      store: createSecretStore(pool),
      clock: stored.clock,
    });
    const name = { id: 'vsec_1', merchantId: stored.merchantId, purpose: 'webhook' };
    await secrets.keep(name, 'a shared secret');
    const keys = createDataKeyStore(pool);
    await keys.retireMerchantKeys(stored.merchantId, ACTOR);
    const [retired] = await keys.listRetiredMerchantKeys();
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query(
      "UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour' WHERE retired_at IS NOT NULL",
    );
    await owner.end();
    expect(await keys.destroyMerchantKey(retired?.id ?? '', ACTOR)).toBe('in_use');
    stored.vault.merchantKeys.clear();
    expect(await secrets.read(name)).toBe('a shared secret');
    await secrets.forget(name.id, stored.merchantId);
    expect(await keys.destroyMerchantKey(retired?.id ?? '', ACTOR)).toBe('destroyed');
  });

  it('are behind functions: no role reads the table', async () => {
    await expect(stored.database.pool.query('SELECT * FROM vault.secrets')).rejects.toThrow(/permission denied/);
  });
});
