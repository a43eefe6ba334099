import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@fieldfare/protocol';
import { reencryptCards } from '@fieldfare/vault';
import type { Reencryption, ReencryptionMode, StoredCard } from '@fieldfare/vault';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { keyFileKms, openStoredVault, VISA } from '../testing/vault-fixtures.ts';
import type { StoredVault } from '../testing/vault-fixtures.ts';
import { createDataKeyStore } from './data-key-store.ts';
import { createReencryptionStore } from './reencryption-store.ts';

const operator = { type: 'system', id: null, name: 'Operator' } as const;
let test: TestDatabase;
let owner: pg.Client;
let kms: Awaited<ReturnType<typeof keyFileKms>>;
let stored: StoredVault;
beforeEach(async () => {
  [test, kms] = await Promise.all([createTestDatabase(), keyFileKms()]);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  stored = await openStoredVault(test.paymentsUrl, kms.kms);
});
afterEach(async () => {
  await stored.database.close();
  await owner.end();
  await Promise.all([test.drop(), kms.remove()]);
});

const store = () => createReencryptionStore(stored.pool);
const dataKeys = () => createDataKeyStore(stored.pool);
const begin = (mode: ReencryptionMode = 'rewrap') => store().beginReencryption(newId('reencryption'), mode, operator);
const run = (reencryption: Reencryption, options = {}) =>
  reencryptCards(
    { ...stored, store: { ...stored.store, ...store() }, wait: () => Promise.reject(new Error('nobody said so')) },
    reencryption,
    { batchSize: 7, ...options },
  );
const payTimes = async (count: number, merchantId?: string) => {
  const cards: StoredCard[] = [];
  for (let i = 0; i < count; i++) cards.push(await stored.pay(VISA, merchantId));
  return cards;
};
/** As the tables have them now, in the order of their tokens. */
const cardsNow = async (): Promise<StoredCard[]> =>
  (
    await owner.query(
      `SELECT token, merchant_id AS "merchantId", data_key_id AS "dataKeyId", wrapped_key AS "wrappedKey", ciphertext, fingerprint FROM vault.cards ORDER BY token`,
    )
  ).rows;
const keysInUse = async () => new Set((await cardsNow()).map((card) => card.dataKeyId));
const expectAllOpen = async () => {
  const { vault } = stored;
  const numbers = await Promise.all(
    (await cardsNow()).map((card) => vault.decryptStored(card, async ({ number }) => number)),
  );
  expect(new Set(numbers)).toEqual(new Set([VISA.number]));
};
/** As if the last retirement were long ago, which is the one thing that a test cannot wait for. */
const letServersForget = async () => {
  await owner.query("UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour'");
  await owner.query("UPDATE vault.reencryptions SET started_at = started_at - interval '1 hour'");
};

describe('re-encrypting', () => {
  it('writes no card that is under another key by then, or shredded', async () => {
    const [other, shredded] = [await stored.pay(VISA), await stored.pay(VISA)];
    await stored.vault.revoke(shredded.token, shredded.merchantId, operator);
    const before = await owner.query('SELECT * FROM vault.cards ORDER BY token');
    const { rows } = await stored.pool.query('SELECT vault.move_cards($1, $2, $3, $4, $5, $6) AS moved', [
      newId('reencryption'),
      [other.token, shredded.token],
      [newId('dataKey'), shredded.dataKeyId],
      [other.dataKeyId, other.dataKeyId],
      [Buffer.of(1), Buffer.of(1)],
      [Buffer.of(1), Buffer.of(1)],
    ]);
    expect(rows).toEqual([{ moved: 0 }]);
    expect((await owner.query('SELECT * FROM vault.cards ORDER BY token')).rows).toEqual(before.rows);
  });

  it('moves the cards of every merchant to new keys of the same month and changes nothing else', async () => {
    const other = await insertMerchant(stored.database);
    await payTimes(20);
    await payTimes(10, other);
    const before = await cardsNow();
    const retired = await keysInUse();
    const reencryption = await begin();
    expect(reencryption).toMatchObject({ mode: 'rewrap', total: 30, done: 0 });
    expect(await run(reencryption)).toEqual({ moved: 30, unreadable: [] });

    const after = await cardsNow();
    expect(after.some((card) => retired.has(card.dataKeyId))).toBe(false);
    expect(after.map(({ ciphertext, fingerprint }) => ({ ciphertext, fingerprint }))).toEqual(
      before.map(({ ciphertext, fingerprint }) => ({ ciphertext, fingerprint })),
    );
    await expectAllOpen();
    const { rows } = await owner.query('SELECT DISTINCT period FROM vault.data_keys WHERE merchant_id <> $1', ['']);
    expect(rows).toHaveLength(1);
    expect(await store().currentReencryption()).toMatchObject({ done: 30 });
  });

  it('in full gives every card another key and another ciphertext too', async () => {
    await payTimes(10);
    const before = await cardsNow();
    expect(await run(await begin('full'))).toEqual({ moved: 10, unreadable: [] });
    const after = await cardsNow();
    for (const [i, card] of after.entries()) {
      expect(card.ciphertext.equals(before[i]?.ciphertext ?? Buffer.alloc(0))).toBe(false);
      expect(card.fingerprint).toEqual(before[i]?.fingerprint);
    }
    await expectAllOpen();
  });

  it('killed half way has moved whole batches, every card opens, and a second run moves the rest', async () => {
    await payTimes(60);
    const { total } = await begin();
    const program = fileURLToPath(new URL('fixtures/reencrypt.ts', import.meta.url));
    const child = spawn(process.execPath, [program, 'cards', test.paymentsUrl, kms.keyFile, '3', '15'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const halfWay = await store().currentReencryption();
    const retired = new Set((await dataKeys().listRetiredMerchantKeys()).map(({ id }) => id));
    const left = (await cardsNow()).filter((card) => retired.has(card.dataKeyId)).length;
    expect(halfWay?.done).toBeGreaterThan(0);
    expect(halfWay?.done).toBeLessThan(total);
    expect((halfWay?.done ?? 0) % 3).toBe(0);
    expect(left).toBe(total - (halfWay?.done ?? 0));
    await expectAllOpen();

    const again = await begin('full');
    expect(again).toMatchObject({ id: halfWay?.id, mode: 'rewrap' });
    expect(await run(again)).toEqual({ moved: left, unreadable: [] });
    expect(await store().currentReencryption()).toMatchObject({ done: total });
    await expectAllOpen();
  });

  it('goes on while payments come in, and finishes once servers have forgotten the old keys', async () => {
    await payTimes(30);
    // This server has the merchant's key in memory and goes on storing under it.
    const reencryption = await begin();
    const walk = { isOver: false };
    const paying = (async () => {
      let paid = 0;
      for (; !walk.isOver || paid < 10; paid++) await stored.pay();
      return paid;
    })();
    await run(reencryption, { batchSize: 2 });
    walk.isOver = true;
    // One that certainly comes too late for the walk that has just ended.
    const paid = (await paying) + (await payTimes(1)).length;
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('rows_left');

    await run(reencryption);
    expect(await cardsNow()).toHaveLength(30 + paid);
    await expectAllOpen();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('too_soon');
    for (const { id } of await dataKeys().listRetiredMerchantKeys())
      expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('too_soon');

    await letServersForget();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('finished');
    for (const { id } of await dataKeys().listRetiredMerchantKeys())
      expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('destroyed');
    stored.vault.close();
    await expectAllOpen();
    await stored.pay();
  });

  it('never counts past what is stored: keys that are retired meanwhile take their cards out of what is done', async () => {
    await payTimes(6);
    const reencryption = await begin();
    await run(reencryption);
    expect(await store().currentReencryption()).toMatchObject({ total: 6, done: 6 });
    expect(await dataKeys().retireMerchantKeys(null, operator)).toBe(1);
    expect(await store().currentReencryption()).toMatchObject({ total: 6, done: 0 });
    // This server has the retired key in memory still.
    await payTimes(1);
    expect(await store().currentReencryption()).toMatchObject({ total: 7, done: 0 });
    await run(reencryption);
    expect(await store().currentReencryption()).toMatchObject({ total: 7, done: 7 });
  });

  it('does not count a card as done whose key is gone', async () => {
    await payTimes(2);
    await begin();
    await owner.query('UPDATE vault.data_keys SET destroyed_at = now(), wrapped = NULL');
    expect(await store().currentReencryption()).toMatchObject({ total: 2, done: 0 });
  });

  it('is shared by several at once, none of which moves what another has', async () => {
    await payTimes(60);
    const reencryption = await begin();
    const reports = await Promise.all([run(reencryption), run(reencryption), run(reencryption)]);
    expect(reports.reduce((sum, { moved }) => sum + moved, 0)).toBe(60);
    expect(await store().currentReencryption()).toMatchObject({ done: 60, total: 60 });
    await expectAllOpen();
  });

  it('leaves a damaged card where it is, names it, and does not call itself finished', async () => {
    const [damaged] = await payTimes(5);
    await owner.query('UPDATE vault.cards SET wrapped_key = $2 WHERE token = $1', [damaged?.token, Buffer.alloc(60)]);
    const reencryption = await begin();
    expect(await run(reencryption)).toEqual({ moved: 4, unreadable: [damaged?.token] });
    await letServersForget();
    expect(await store().finishReencryption(reencryption.id, operator)).toBe('rows_left');
    const [key] = await dataKeys().listRetiredMerchantKeys();
    expect(await dataKeys().destroyMerchantKey(key?.id ?? '', operator)).toBe('in_use');
  });

  it('keeps the pace that it is told', async () => {
    await payTimes(10);
    const waits: number[] = [];
    const wait = async (ms: number) => waits.push(ms);
    await reencryptCards({ ...stored, store: { ...stored.store, ...store() }, wait }, await begin(), {
      batchSize: 5,
      maxPerSecond: 1,
    });
    expect(waits).toHaveLength(2);
    for (const ms of waits) expect(ms).toBeGreaterThan(3_000);
  });
});

describe("a merchant's keys", () => {
  it('are retired for one merchant alone, and new cards get another', async () => {
    const other = await insertMerchant(stored.database);
    const [[mine], [theirs]] = [await payTimes(1), await payTimes(1, other)];
    expect(await dataKeys().retireMerchantKeys(stored.merchantId, operator)).toBe(1);
    expect(await dataKeys().retireMerchantKeys(stored.merchantId, operator)).toBe(0);
    stored.vault.close();
    const [[next], [theirNext]] = [await payTimes(1), await payTimes(1, other)];
    expect(next?.dataKeyId).not.toBe(mine?.dataKeyId);
    expect(theirNext?.dataKeyId).toBe(theirs?.dataKeyId);
    expect(await dataKeys().countDataKeys()).toEqual({ active: 2, retired: 1, destroyed: 0 });
    await expectAllOpen();
  });

  it('are destroyed only when retired, forgotten and needed by no card', async () => {
    const [card] = await payTimes(1);
    const id = card?.dataKeyId ?? '';
    expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('not_retired');
    expect(await dataKeys().destroyMerchantKey('dk_nobody', operator)).toBe('not_found');
    await dataKeys().retireMerchantKeys(null, operator);
    await letServersForget();
    expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('in_use');
    await owner.query('DELETE FROM vault.cards');
    expect(await dataKeys().destroyMerchantKey(id, operator)).toBe('destroyed');
    const { rows } = await owner.query('SELECT wrapped FROM vault.data_keys WHERE id = $1', [id]);
    expect(rows).toEqual([{ wrapped: null }]);
    expect(await stored.store.merchantKeyById(id)).toBeNull();
  });

  it('leave every step of theirs in the audit log, with who did it', async () => {
    const [card] = await payTimes(1);
    const reencryption = await begin();
    await run(reencryption);
    await letServersForget();
    await store().finishReencryption(reencryption.id, operator);
    await dataKeys().destroyMerchantKey(card?.dataKeyId ?? '', operator);
    const { rows } = await owner.query(
      "SELECT action, actor->>'name' AS by, subject FROM audit_log WHERE action LIKE 'data_key.%' OR action LIKE 'reencryption.%' ORDER BY id",
    );
    const [next] = await cardsNow();
    expect(rows.filter(({ subject }) => subject !== rows[0]?.subject)).toEqual([
      { action: 'data_key.create', by: 'Vault', subject: card?.dataKeyId },
      { action: 'data_key.retire', by: 'Operator', subject: card?.dataKeyId },
      { action: 'reencryption.begin', by: 'Operator', subject: reencryption.id },
      { action: 'data_key.create', by: 'Vault', subject: next?.dataKeyId },
      { action: 'reencryption.finish', by: 'Operator', subject: reencryption.id },
      { action: 'data_key.destroy', by: 'Operator', subject: card?.dataKeyId },
    ]);
  });
});
