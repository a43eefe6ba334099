import { createDataKeyStore } from '@fieldfare/db';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeded } from './testing/fields-client.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from './testing/test-cards.ts';

let stack: TestStack;
let owner: pg.Client;
beforeAll(async () => {
  stack = await startTestStack();
  owner = new pg.Client({ connectionString: stack.database.ownerUrl });
  await owner.connect();
  await owner.query("UPDATE payment_profiles SET methods = ARRAY['card', 'ach'] WHERE merchant_id = $1", [
    stack.merchant.id,
  ]);
  // The profile that the server holds is at most half a second old.
  stack.clock.advance(1_000);
});
afterAll(async () => {
  await owner.end();
  await stack.close();
});

/** Destroys the merchant's key under the server, which holds it in memory; its waiting time is cut short. Answers its id. */
async function destroyKeyInUse(): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    "UPDATE vault.data_keys SET retired_at = now() - interval '1 hour' WHERE merchant_id = $1 AND retired_at IS NULL RETURNING id",
    [stack.merchant.id],
  );
  const id = rows[0]?.id ?? '';
  await owner.query('DELETE FROM vault.cards WHERE data_key_id = $1', [id]);
  const keys = createDataKeyStore(stack.composed.database.pool);
  expect(await keys.destroyMerchantKey(id, { type: 'system', id: null, name: 'Test' })).toBe('destroyed');
  return id;
}

async function pay(number: string) {
  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(
    await client.send('process_payment', await client.preparePayment(hosted, cardOf(number))),
  );
  client.close();
  return payment;
}

async function save(secrets: ReturnType<typeof cardOf | typeof accountOf>): Promise<string> {
  const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined });
  const saving = await client.prepareSaving(hosted, secrets);
  const { payment_method } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return payment_method.id;
}

/** The vault's names of what was stored last, and under which key. */
async function newestCard(): Promise<{ token: string; data_key_id: string }> {
  const { rows } = await owner.query('SELECT token, data_key_id FROM vault.cards ORDER BY token DESC LIMIT 1');
  return rows[0];
}

it('takes a payment though the key in its memory was destroyed, and the card opens afterwards', async () => {
  await pay(TEST_CARDS.visa);
  const destroyed = await destroyKeyInUse();
  expect(await pay(TEST_CARDS.mastercard)).toMatchObject({ status: 'authorized' });
  const { token, data_key_id: key } = await newestCard();
  expect(key).not.toBe(destroyed);
  const { vault } = stack.composed.deps;
  expect(await vault.use(token, stack.merchant.id, async ({ number }) => number)).toBe(TEST_CARDS.mastercard);
});

it('saves cards and bank accounts so, too', async () => {
  await save(cardOf(TEST_CARDS.visa));
  const { vault } = stack.composed.deps;
  await destroyKeyInUse();
  await save(cardOf(TEST_CARDS.amex));
  const card = await newestCard();
  expect(await vault.use(card.token, stack.merchant.id, async ({ number }) => number)).toBe(TEST_CARDS.amex);
  await destroyKeyInUse();
  await save(accountOf(TEST_ACCOUNTS.settles));
  const account = await newestCard();
  const number = vault.useBankAccount(account.token, stack.merchant.id, async ({ account_number }) => account_number);
  expect(await number).toBe(TEST_ACCOUNTS.settles);
});
