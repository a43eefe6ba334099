import type { BankAccountSecrets } from '@fieldfare/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../testing/failure-of.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';
import { validateBankAccount } from './validate-bank-account.ts';

const ACCOUNT: BankAccountSecrets = {
  account_number: '000123456789',
  routing_number: '110000000',
  account_type: 'checking',
  account_name: 'Ada Shopper',
};

let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});

const seal = (account: BankAccountSecrets = ACCOUNT) =>
  test.sender.sealBankAccount(account, test.expected, test.recipient('X25519'));
async function save(account: BankAccountSecrets = ACCOUNT) {
  const { stored } = await test.vault.openBankAccount(await seal(account), test.expected);
  test.store.cards.set(stored.token, { merchantId: stored.merchantId, card: stored });
  return stored;
}

describe('opening a bank account', () => {
  it('stores it as ciphertext and shows its last four and its bank', async () => {
    const stored = await save();
    expect(stored.masked).toEqual({
      type: 'ach',
      brand: null,
      last4: '6789',
      exp_month: null,
      exp_year: null,
      bank_name: 'Sandbox Bank',
    });
    const kept = Buffer.concat([stored.ciphertext, stored.wrappedKey, stored.fingerprint]).toString('latin1');
    expect(kept).not.toContain('000123456789');
    expect(kept).not.toContain('Ada Shopper');
  });

  it('gives the same account the same fingerprint, and another bank another', async () => {
    const [first, again] = [await save(), await save()];
    expect(first.token).not.toBe(again.token);
    expect(first.fingerprint).toEqual(again.fingerprint);
    expect((await save({ ...ACCOUNT, routing_number: '021000021' })).fingerprint).not.toEqual(first.fingerprint);
  });

  it.each(['123456789', '110000001', '000000000'])(
    'refuses the routing number %s, and tells the payer why',
    async (routing_number) => {
      const payload = await seal({ ...ACCOUNT, routing_number });
      expect(await failureOf(test.vault.openBankAccount(payload, test.expected))).toMatchObject({
        code: 'validation_error',
        detail: 'routing_number_invalid',
        param: 'bank_account.routing_number',
        audience: 'payer',
      });
    },
  );

  it.each(['110000000', '021000021', '322271627', '026009593', '121000358', '121042882', '021000089'])(
    'takes the routing number %s',
    (routing_number) => {
      expect(() => validateBankAccount({ ...ACCOUNT, routing_number })).not.toThrow();
    },
  );

  it('refuses every published routing number with one digit mistyped, or two exchanged that the checksum can tell apart', () => {
    const refused = (routing_number: string) => {
      try {
        validateBankAccount({ ...ACCOUNT, routing_number });
        return false;
      } catch {
        return true;
      }
    };
    const mistyped: string[] = [];
    for (const number of ['021000021', '322271627', '026009593', '121042882']) {
      const digits = Array.from(number, Number);
      digits.forEach((digit, at) => {
        for (let other = 0; other <= 9; other++) if (other !== digit) mistyped.push(digits.with(at, other).join(''));
        const next = digits[at + 1] ?? digit;
        // Weights of neighbours differ by 4, 6 or 2: an exchange of digits that are five apart is a multiple of ten.
        if (Math.abs(digit - next) % 5 !== 0)
          mistyped.push(
            digits
              .with(at, next)
              .with(at + 1, digit)
              .join(''),
          );
      });
    }
    expect(mistyped.filter((number) => !refused(number))).toEqual([]);
  });

  it('refuses a blank holder', async () => {
    const payload = await seal({ ...ACCOUNT, account_name: '   ' });
    expect(await failureOf(test.vault.openBankAccount(payload, test.expected))).toMatchObject({
      detail: 'account_name_invalid',
    });
  });

  it.each([
    { account_number: '123' },
    { account_number: '12345678901234567890' },
    { account_type: 'gold' },
    { surplus: 1 },
  ])('refuses %j like a payload that does not open', async (change) => {
    const payload = await seal({ ...ACCOUNT, ...change } as BankAccountSecrets);
    expect(await failureOf(test.vault.openBankAccount(payload, test.expected))).toMatchObject({
      detail: 'card_payload_refused',
    });
  });

  it('refuses a card where an account is expected, and an account where a card is', async () => {
    const card = await test.sender.seal(VISA, test.expected, test.recipient('X25519'));
    expect(await failureOf(test.vault.openBankAccount(card, test.expected))).toMatchObject({
      detail: 'card_payload_refused',
    });
    expect(await failureOf(test.vault.open(await seal(), test.expected))).toMatchObject({
      detail: 'card_payload_refused',
    });
    expect(test.refusals).toEqual(['expectation', 'expectation']);
  });
});

describe('using a stored bank account', () => {
  it('lends it to its merchant alone', async () => {
    const { token, merchantId } = await save();
    expect(await test.vault.useBankAccount(token, merchantId, async (account) => ({ ...account }))).toEqual(ACCOUNT);
    expect(await failureOf(test.vault.useBankAccount(token, 'mer_other', async () => 'lent'))).toMatchObject({
      detail: 'card_not_found',
    });
  });

  it('never lends it as a card', async () => {
    const { token, merchantId } = await save();
    expect(await failureOf(test.vault.use(token, merchantId, async () => 'lent'))).toMatchObject({
      detail: 'stored_card_unreadable',
    });
  });

  it('is over once it is revoked', async () => {
    const { token, merchantId } = await save();
    await test.vault.revoke(token, merchantId, { type: 'system', id: null, name: 'Operator' });
    expect(await failureOf(test.vault.useBankAccount(token, merchantId, async () => 'lent'))).toMatchObject({
      detail: 'card_revoked',
    });
  });
});
