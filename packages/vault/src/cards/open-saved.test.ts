import { newId } from '@fieldfare/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExpectedCode, SavedCardName } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';

let test: TestVault;
let saved: SavedCardName;
const paymentMethodId = newId('paymentMethod');
beforeEach(async () => {
  test = await openTestVault();
  const { stored } = await test.openCard(VISA);
  test.store.cards.set(stored.token, { merchantId: stored.merchantId, card: stored });
  saved = { token: stored.token, merchantId: stored.merchantId, fingerprint: stored.fingerprint };
});

const codeOf = async (
  typed: { payment_method: string; cvc?: string } = { payment_method: paymentMethodId, cvc: '123' },
  changes: Partial<TestVault['expected']> = {},
): Promise<ExpectedCode> => ({
  payload: await test.sender.sealCode(typed, { ...test.expected, ...changes }, test.recipient('X25519')),
  expected: test.expected,
  paymentMethodId,
  isRequired: true,
});
const open = async (code?: ExpectedCode, of = saved) => {
  const card = await test.vault.openSaved(of, code);
  return card.use(async ({ number, cvc }) => ({ number, cvc }));
};
const refusalOf = async (code: ExpectedCode) => (await failureOf(open(code))).detail;

describe('a saved card with the code that its holder types again', () => {
  it('is lent together with it, and stores it nowhere', async () => {
    const before = JSON.stringify([...test.store.cards]);
    expect(await open(await codeOf())).toEqual({ number: VISA.number, cvc: '123' });
    expect(await open()).toEqual({ number: VISA.number, cvc: undefined });
    expect(JSON.stringify([...test.store.cards])).toBe(before);
  });

  it.each([
    ['session', { sessionId: newId('session') }],
    ['challenge', { challengeId: newId('challenge') }],
    ['merchant', { merchantId: newId('merchant') }],
    ['amount', { amountMinor: 1 }],
    ['total', { totalMinor: 1 }],
  ])('is refused with a payload of another %s, like one that does not open', async (_, changes) => {
    expect(await refusalOf(await codeOf(undefined, changes))).toBe('card_payload_refused');
  });

  it('is refused with the code of another saved card, with a whole card, and with what does not open', async () => {
    const other = await codeOf({ payment_method: newId('paymentMethod'), cvc: '123' });
    const card = await test.sender.seal(VISA, test.expected, test.recipient('X25519'));
    const good = await codeOf();
    for (const code of [other, { ...good, payload: card }, { ...good, payload: `${good.payload.slice(0, -4)}AAAA` }])
      expect(await refusalOf(code)).toBe('card_payload_refused');
  });

  it('and a code is refused where a card is expected', async () => {
    const { payload } = await codeOf();
    expect((await failureOf(test.vault.open(payload, test.expected))).detail).toBe('card_payload_refused');
    expect((await failureOf(test.vault.openBankAccount(payload, test.expected))).detail).toBe('card_payload_refused');
  });

  it('says what a shopper can mend: a code of the wrong length, and one that is missing', async () => {
    expect(await refusalOf(await codeOf({ payment_method: paymentMethodId, cvc: '1234' }))).toBe('cvc_length_invalid');
    const missing = await codeOf({ payment_method: paymentMethodId });
    expect(await refusalOf(missing)).toBe('cvc_required');
    expect(await open({ ...missing, isRequired: false })).toEqual({ number: VISA.number, cvc: undefined });
  });

  it("answers for another merchant's card as for none", async () => {
    const code = await codeOf();
    expect(await failureOf(open(code, { ...saved, merchantId: newId('merchant') }))).toMatchObject({
      detail: 'card_not_found',
    });
  });
});
