import { newId } from '@fieldfare/protocol';
import { reencryptCards } from '@fieldfare/vault';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { keyFileKms, openStoredVault, VISA } from '../testing/vault-fixtures.ts';
import type { StoredVault } from '../testing/vault-fixtures.ts';
import { createReencryptionStore } from './reencryption-store.ts';

const operator = { type: 'api_key', id: 'key_1', name: 'Back office' } as const;
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

const numberOf = (token: string, merchantId = stored.merchantId) =>
  stored.vault.use(token, merchantId, async ({ number }) => number);

describe('a saved card', () => {
  it('is used by its token, by its merchant alone', async () => {
    const { token } = await stored.pay();
    expect(await numberOf(token)).toBe(VISA.number);
    await expect(numberOf(token, newId('merchant'))).rejects.toMatchObject({ detail: 'card_not_found' });
  });

  it('leaves its last four with its payment when it is revoked, and nothing else', async () => {
    const { token } = await stored.pay();
    await stored.vault.keepProcessorReference(token, stored.merchantId, 'stripe', 'pm_1');
    expect(await stored.vault.revoke(token, stored.merchantId, operator)).toBe('revoked');
    expect(await stored.vault.revoke(token, stored.merchantId, operator)).toBe('already_revoked');
    await expect(numberOf(token)).rejects.toMatchObject({ detail: 'card_revoked' });
    const { rows: cards } = await owner.query(
      'SELECT wrapped_key, ciphertext, revoked_at IS NOT NULL AS revoked FROM vault.cards WHERE token = $1',
      [token],
    );
    expect(cards).toEqual([{ wrapped_key: null, ciphertext: null, revoked: true }]);
    const { rows: references } = await owner.query('SELECT 1 FROM vault.processor_references WHERE token = $1', [
      token,
    ]);
    expect(references).toEqual([]);
    const { rows: payments } = await owner.query(
      "SELECT method->>'last4' AS last4 FROM payments WHERE card_token = $1",
      [token],
    );
    expect(payments).toEqual([{ last4: '4242' }]);
    const { rows: audit } = await owner.query('SELECT merchant_id, actor, action FROM audit_log WHERE subject = $1', [
      token,
    ]);
    expect(audit).toEqual([{ merchant_id: stored.merchantId, actor: operator, action: 'card.revoke' }]);
  });

  it('keeps its references through re-encryption, in full or not, and a revoked one stays shredded', async () => {
    const [{ token }, { token: revoked }] = [await stored.pay(), await stored.pay()];
    await stored.vault.keepProcessorReference(token, stored.merchantId, 'stripe', 'cus_1/pm_1');
    await stored.vault.revoke(revoked, stored.merchantId, operator);
    for (const mode of ['rewrap', 'full'] as const) {
      const store = createReencryptionStore(stored.pool);
      const run = await store.beginReencryption(newId('reencryption'), mode, operator);
      expect(run.mode).toBe(mode);
      const wait = async () => undefined;
      const report = await reencryptCards({ ...stored, store: { ...stored.store, ...store }, wait }, run);
      expect(report.moved).toBe(run.total);
      expect(await stored.vault.processorReference(token, stored.merchantId, 'stripe')).toBe('cus_1/pm_1');
      expect(await numberOf(token)).toBe(VISA.number);
      await expect(numberOf(revoked)).rejects.toMatchObject({ detail: 'card_revoked' });
      await owner.query("UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour'");
      await owner.query("UPDATE vault.reencryptions SET started_at = started_at - interval '1 hour'");
      expect(await store.finishReencryption(run.id, operator)).toBe('finished');
      // The server that kept the reference has the merchant's older key in memory; another asks anew.
      stored.vault.close();
    }
  });

  it('takes a reference that was sealed for what it is now, and none for what it was', async () => {
    const { token, merchantId } = await stored.pay();
    const found = await stored.store.findCard(token, merchantId);
    if (!found || found.isRevoked) throw new Error('the card is not there');
    const [sealed, now] = [Buffer.from('sealed'), new Date()];
    expect(await stored.store.keepReference(found.card, 'stripe', sealed, now)).toBe(true);
    const before = { ...found.card, ciphertext: Buffer.from('another') };
    expect(await stored.store.keepReference(before, 'stripe', sealed, now)).toBe(false);
    await stored.vault.revoke(token, merchantId, operator);
    expect(await stored.store.keepReference(found.card, 'stripe', sealed, now)).toBe(false);
  });
});
