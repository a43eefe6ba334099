import { createInstallation } from '../repositories/installation.ts';
import { createTransferStore } from '../repositories/transfer-store.ts';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';
import { keyFileKms, openStoredVault, type StoredVault } from './vault-fixtures.ts';

/** One of two installations between which cards are moved. */
export interface Side {
  test: TestDatabase;
  owner: pg.Client;
  kms: Awaited<ReturnType<typeof keyFileKms>>;
  stored: StoredVault;
  store: ReturnType<typeof createTransferStore>;
  /** Two administrators and somebody who is none. */
  anna: string;
  ben: string;
  vera: string;
}

export async function openSide(): Promise<Side> {
  const [test, kms] = await Promise.all([createTestDatabase(), keyFileKms()]);
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  const stored = await openStoredVault(test.paymentsUrl, kms.kms);
  const installation = createInstallation(stored.database);
  const user = (name: string, role: 'ADMIN' | 'VENDOR') =>
    installation.ensureUser({ email: `${name}@example.test`, name, passwordHash: 'none', role }, new Date());
  const [anna, ben, vera] = [await user('anna', 'ADMIN'), await user('ben', 'ADMIN'), await user('vera', 'VENDOR')];
  return { test, owner, kms, stored, store: createTransferStore(stored.pool), anna, ben, vera };
}

export async function closeSide({ test, owner, kms, stored }: Side): Promise<void> {
  await stored.database.close();
  await owner.end();
  await Promise.all([test.drop(), kms.remove()]);
}
