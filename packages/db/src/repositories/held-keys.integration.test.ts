import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { intentFor, insertSession } from '../testing/payment-fixtures.ts';
import { keyFileKms, openStoredVault, type StoredVault } from '../testing/vault-fixtures.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createPaymentRepository } from './payment-repository.ts';

const operator = { type: 'system', id: null, name: 'Operator' } as const;

let test: TestDatabase;
let owner: pg.Client;
let kms: Awaited<ReturnType<typeof keyFileKms>>;
let stored: StoredVault;
beforeAll(async () => {
  [test, kms] = await Promise.all([createTestDatabase(), keyFileKms()]);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  stored = await openStoredVault(test.paymentsUrl, kms.kms);
});
afterAll(async () => {
  await stored.database.close();
  await owner.end();
  await Promise.all([test.drop(), kms.remove()]);
});
beforeEach(async () => {
  stored.vault.merchantKeys.clear();
  await owner.query('DELETE FROM vault.cards');
});

const destroy = (id: string) => createDataKeyStore(stored.pool).destroyMerchantKey(id, operator);
/** As if the quarter of an hour were over in which servers may hold the key, which one still does. */
async function retireLongAgo(id: string): Promise<void> {
  await owner.query("UPDATE vault.data_keys SET retired_at = now() - interval '1 hour' WHERE id = $1", [id]);
}

describe('a data key that a card is being stored under', () => {
  it('takes no payment once it is destroyed, and spends no challenge for it', async () => {
    const card = await stored.openCard();
    const session = await insertSession(stored.database, stored.merchantId);
    const intent = intentFor(session, { card: card.stored, method: card.stored.masked });
    await retireLongAgo(card.stored.dataKeyId);
    expect(await destroy(card.stored.dataKeyId)).toBe('destroyed');
    const payments = createPaymentRepository(stored.pool);
    await expect(payments.begin(intent)).rejects.toMatchObject({ detail: 'merchant_key_gone' });
    expect((await owner.query('SELECT 1 FROM vault.cards WHERE token = $1', [card.stored.token])).rows).toEqual([]);

    const again = await stored.openCard();
    expect(again.stored.dataKeyId).toBe(card.stored.dataKeyId);
    stored.vault.forgetKey(card.stored.dataKeyId);
    const anew = await stored.openCard();
    expect(anew.stored.dataKeyId).not.toBe(card.stored.dataKeyId);
    expect(await payments.begin({ ...intent, card: anew.stored })).toMatchObject({ type: 'begun' });
    expect(await stored.vault.decryptStored(anew.stored, async ({ number }) => number)).toBe('4242424242424242');
  });

  it('fails its own payment and not those that travel with it', async () => {
    const late = await stored.openCard();
    await retireLongAgo(late.stored.dataKeyId);
    expect(await destroy(late.stored.dataKeyId)).toBe('destroyed');
    stored.vault.forgetKey(late.stored.dataKeyId);
    const fresh = await stored.openCard();
    const payments = createPaymentRepository(stored.pool);
    const intents = await Promise.all(
      [late, fresh].map(async (card) =>
        intentFor(await insertSession(stored.database, stored.merchantId), { card: card.stored }),
      ),
    );
    const [refused, begun] = await Promise.allSettled(intents.map((intent) => payments.begin(intent)));
    expect(refused).toMatchObject({ status: 'rejected', reason: { detail: 'merchant_key_gone' } });
    expect(begun).toMatchObject({ status: 'fulfilled', value: { type: 'begun' } });
  });

  it('is not destroyed before the transaction is over, and then it is needed', async () => {
    const { stored: card } = await stored.openCard();
    await retireLongAgo(card.dataKeyId);
    const storing = await stored.pool.connect();
    try {
      await storing.query('BEGIN');
      await storing.query('SELECT vault.store_cards($1, $2, $3, $4, $5, $6, $7)', [
        [card.token],
        [card.merchantId],
        [card.dataKeyId],
        [card.wrappedKey],
        [card.ciphertext],
        [card.fingerprint],
        [card.createdAt],
      ]);
      const destroying = destroy(card.dataKeyId);
      await expect
        .poll(
          async () => (await owner.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rows,
        )
        .toHaveLength(1);
      await storing.query('COMMIT');
      expect(await destroying).toBe('in_use');
    } finally {
      storing.release();
    }
    expect(await stored.vault.decryptStored(card, async ({ number }) => number)).toBe('4242424242424242');
  });

  it('takes no card of a re-encryption or an import once it is destroyed', async () => {
    const { stored: card } = await stored.openCard();
    await retireLongAgo(card.dataKeyId);
    expect(await destroy(card.dataKeyId)).toBe('destroyed');
    const gone = { constraint: 'data_key_stands' };
    const move = `SELECT vault.move_cards('run', ARRAY['t'], ARRAY['from'], ARRAY[$1::text], ARRAY[''::bytea], ARRAY[''::bytea])`;
    await expect(stored.pool.query(move, [card.dataKeyId])).rejects.toMatchObject(gone);
    const moveSecrets = `SELECT vault.move_secrets('run', ARRAY['s'], ARRAY['from'], ARRAY[$1::text], ARRAY[''::bytea])`;
    await expect(stored.pool.query(moveSecrets, [card.dataKeyId])).rejects.toMatchObject(gone);
    await owner.query(
      `INSERT INTO vault.transfers (id, direction, merchant_id, state, own_public, own_wrapped, max_rows, requested_by, requested_at, expires_at)
       VALUES ('xfer_held', 'import', $1, 'running', '{}', '', 10, 'anna', now(), now() + interval '1 day')`,
      [stored.merchantId],
    );
    const bring = `SELECT * FROM vault.import_cards('xfer_held', ARRAY['t'], ARRAY[$1::text], ARRAY[''::bytea], ARRAY[''::bytea], ARRAY[''::bytea], ARRAY[now()])`;
    await expect(stored.pool.query(bring, [card.dataKeyId])).rejects.toMatchObject(gone);
  });
});
