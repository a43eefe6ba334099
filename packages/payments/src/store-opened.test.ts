import { FieldfareError } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import { storeOpened } from './store-opened.ts';
import { createFakeVault } from './testing/fake-vault.ts';

const gone = () => new FieldfareError('system_error', { detail: 'merchant_key_gone', message: 'Gone.' });
const EXPECTED = {
  merchantId: 'mer_1',
  sessionId: 'sess_1',
  challengeId: 'chal_1',
  amountMinor: 4900,
  totalMinor: 4900,
  currency: 'USD',
  signingKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
} as const;

/** Opens one account as often as it is asked to, and answers to each try of storing it what it is told. */
async function tryWith(...outcomes: (Error | string)[]) {
  const vault = createFakeVault();
  const keys: string[] = [];
  const answer = storeOpened(
    vault,
    () => vault.openBankAccount('110000000/000123456789', EXPECTED),
    async ({ stored }) => {
      const outcome = outcomes[keys.push(stored.dataKeyId) - 1] ?? 'stored';
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  );
  return { answer: await answer.catch((error: unknown) => error), keys, forgotten: vault.forgotten };
}

it('stores what was sealed under a key that stands, once', async () => {
  const { answer, keys, forgotten } = await tryWith('stored');
  expect([answer, keys.length, forgotten]).toEqual(['stored', 1, []]);
});

it('has a key forgotten that is gone, and opens and seals once more', async () => {
  const { answer, keys, forgotten } = await tryWith(gone(), 'stored');
  expect([answer, keys.length, forgotten]).toEqual(['stored', 2, [keys[0]]]);
});

it('does not try for ever', async () => {
  const { answer, keys } = await tryWith(gone(), gone(), 'stored');
  expect(answer).toMatchObject({ detail: 'merchant_key_gone' });
  expect(keys).toHaveLength(2);
});

it('repeats nothing that failed for another reason', async () => {
  const failed = new Error('the bank was asked already');
  const { answer, keys, forgotten } = await tryWith(failed);
  expect([answer, keys.length, forgotten]).toEqual([failed, 1, []]);
});
