import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@fieldfare/protocol';
import { createMerchantSecrets, reencryptSecrets } from '@fieldfare/vault';
import type { MerchantSecrets, Reencryption, SecretName } from '@fieldfare/vault';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { keyFileKms, openStoredVault } from '../testing/vault-fixtures.ts';
import type { StoredVault } from '../testing/vault-fixtures.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createReencryptionStore } from './reencryption-store.ts';
import { createSecretStore } from './secret-store.ts';

const operator = { type: 'system', id: null, name: 'Operator' } as const;
let test: TestDatabase;
let owner: pg.Client;
let kms: Awaited<ReturnType<typeof keyFileKms>>;
let stored: StoredVault;
let secrets: MerchantSecrets;
/** What was kept, by its name. */
let kept: Map<SecretName, string>;
beforeEach(async () => {
  [test, kms] = await Promise.all([createTestDatabase(), keyFileKms()]);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  stored = await openStoredVault(test.paymentsUrl, kms.kms);
  const { vault, pool, clock } = stored;
  secrets = createMerchantSecrets({ merchantKeys: vault.merchantKeys, store: createSecretStore(pool), clock });
  kept = new Map();
});
afterEach(async () => {
  await stored.database.close();
  await owner.end();
  await Promise.all([test.drop(), kms.remove()]);
});

const keep = async (count: number, merchantId = stored.merchantId) => {
  for (let i = 0; i < count; i++) {
    const name = { id: newId('secret'), merchantId, purpose: i % 2 === 0 ? 'webhook' : 'stripe' };
    const text = `secret ${kept.size}`;
    kept.set(name, text);
    await secrets.keep(name, text);
  }
};
const store = () => createReencryptionStore(stored.pool);
const dataKeys = () => createDataKeyStore(stored.pool);
const begin = () => store().beginReencryption(newId('reencryption'), 'rewrap', operator);
const run = (reencryption: Reencryption, batchSize = 3) =>
  reencryptSecrets(
    { ...stored, store: { ...stored.store, ...store() }, wait: () => Promise.reject(new Error('nobody said so')) },
    reencryption,
    { batchSize },
  );
const leftUnderRetiredKeys = async (): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    'SELECT count(*)::int FROM vault.secrets s JOIN vault.data_keys k ON k.id = s.data_key_id WHERE k.retired_at IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
};
/** As a server would that has no merchant's key in memory. */
const expectAllRead = async () => {
  stored.vault.merchantKeys.clear();
  for (const [name, text] of kept) expect(await secrets.read(name)).toBe(text);
};
/** As if the last retirement were long ago, which is the one thing that a test cannot wait for. */
const letServersForget = async () => {
  await owner.query("UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour'");
  await owner.query("UPDATE vault.reencryptions SET started_at = started_at - interval '1 hour'");
};

describe('re-encrypting the secrets of merchants', () => {
  it('seals every one anew, so that the old keys can be destroyed and a stolen one opens nothing', async () => {
    await keep(5);
    await keep(4, await insertMerchant(stored.database));
    const sealedBefore = await owner.query('SELECT id, sealed FROM vault.secrets ORDER BY id');
    const reencryption = await begin();
    expect(reencryption).toMatchObject({ total: 0, secretsTotal: 9, secretsDone: 0 });
    expect(await run(reencryption)).toEqual({ moved: 9, unreadable: [] });
    expect(await store().currentReencryption()).toMatchObject({ secretsTotal: 9, secretsDone: 9, done: 0 });

    const sealedAfter = await owner.query('SELECT id, sealed FROM vault.secrets ORDER BY id');
    for (const [i, { sealed }] of sealedAfter.rows.entries())
      expect(sealed.equals(sealedBefore.rows[i].sealed)).toBe(false);
    await letServersForget();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('finished');
    const retired = await dataKeys().listRetiredMerchantKeys();
    expect(retired).toHaveLength(2);
    for (const { id } of retired) expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('destroyed');
    await expectAllRead();
  });

  it('killed half way has moved whole batches, every secret opens, and a second run moves the rest', async () => {
    await keep(40);
    const reencryption = await begin();
    const program = fileURLToPath(new URL('fixtures/reencrypt.ts', import.meta.url));
    const child = spawn(process.execPath, [program, 'secrets', test.paymentsUrl, kms.keyFile, '3', '15'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const { secretsDone = 0 } = (await store().currentReencryption()) ?? {};
    expect(secretsDone).toBeGreaterThan(0);
    expect(secretsDone).toBeLessThan(40);
    expect(secretsDone % 3).toBe(0);
    expect(await leftUnderRetiredKeys()).toBe(40 - secretsDone);
    await expectAllRead();

    expect(await begin()).toMatchObject({ id: reencryption.id });
    expect(await run(reencryption)).toEqual({ moved: 40 - secretsDone, unreadable: [] });
    expect(await leftUnderRetiredKeys()).toBe(0);
    await expectAllRead();
  });

  it('goes on while servers keep and read secrets, and is not over before those are moved too', async () => {
    await keep(6);
    // This server has the merchant's key in memory and goes on sealing under it.
    const reencryption = await begin();
    await run(reencryption);
    await keep(1);
    await letServersForget();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('rows_left');
    expect(await run(reencryption)).toEqual({ moved: 1, unreadable: [] });
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('finished');
    await expectAllRead();
  });

  it('is shared by several at once, none of which moves what another has', async () => {
    await keep(30);
    const reencryption = await begin();
    const reports = await Promise.all([run(reencryption), run(reencryption), run(reencryption)]);
    expect(reports.reduce((sum, { moved }) => sum + moved, 0)).toBe(30);
    expect(await store().currentReencryption()).toMatchObject({ secretsDone: 30 });
    await expectAllRead();
  });

  it('leaves a damaged secret where it is, names it, and does not call itself finished', async () => {
    await keep(4);
    const [damaged] = kept.keys();
    await owner.query('UPDATE vault.secrets SET sealed = $2 WHERE id = $1', [damaged?.id, Buffer.alloc(60)]);
    const reencryption = await begin();
    expect(await run(reencryption)).toEqual({ moved: 3, unreadable: [`${damaged?.id} (webhook)`] });
    await letServersForget();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('rows_left');
    const [key] = await dataKeys().listRetiredMerchantKeys();
    expect(await dataKeys().destroyMerchantKey(key?.id ?? '', operator)).toBe('in_use');
  });

  it('seals a secret anew where the key that the server holds is destroyed by now', async () => {
    await keep(1);
    const reencryption = await begin();
    await run(reencryption);
    await letServersForget();
    const [key] = await dataKeys().listRetiredMerchantKeys();
    await dataKeys().destroyMerchantKey(key?.id ?? '', operator);
    // It still has the key in memory, as no server can after ten minutes.
    const name = { id: newId('secret'), merchantId: stored.merchantId, purpose: 'webhook' };
    await secrets.keep(name, 'just in time');
    const { rows } = await owner.query('SELECT data_key_id FROM vault.secrets WHERE id = $1', [name.id]);
    expect(rows[0].data_key_id).not.toBe(key?.id);
    stored.vault.merchantKeys.clear();
    expect(await secrets.read(name)).toBe('just in time');
  });
});

describe('reading a secret', () => {
  it('survives that its key is destroyed between the look and the opening', async () => {
    await keep(1);
    const [name] = kept.keys();
    if (!name) throw new Error('nothing was kept');
    const reencryption = await begin();
    await run(reencryption);
    const real = createSecretStore(stored.pool);
    const before = { dataKeyId: (await dataKeys().listRetiredMerchantKeys())[0]?.id ?? '', sealed: Buffer.alloc(60) };
    await letServersForget();
    await dataKeys().destroyMerchantKey(before.dataKeyId, operator);
    stored.vault.merchantKeys.clear();
    let looks = 0;
    const late = createMerchantSecrets({
      merchantKeys: stored.vault.merchantKeys,
      store: { ...real, find: async (of) => (looks++ === 0 ? before : real.find(of)) },
      clock: stored.clock,
    });
    expect(await late.read(name)).toBe('secret 0');
    expect(looks).toBe(2);
  });
});
