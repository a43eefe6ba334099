import { FieldfareError, newId } from '@fieldfare/protocol';
import type { BankAccountSecrets, MaskedMethod } from '@fieldfare/protocol';
import type { CardVault, StoredCard } from '../ports/card-vault.ts';

export interface FakeVault extends CardVault {
  /** How many opened cards have not been released. */
  openCards: number;
}

const EXPIRES = { exp_month: 12, exp_year: 2030 };

/** A vault whose payloads are the plain numbers of test cards, or of bank accounts as `routing/account`; any other payload is refused. */
export function createFakeVault(): FakeVault {
  const accounts = new Map<string, BankAccountSecrets>();
  const vault: FakeVault = {
    openCards: 0,
    open: async (payload, { merchantId }) => {
      if (!/^\d{12,19}$/.test(payload)) throw payloadRefused();
      let isReleased = false;
      vault.openCards++;
      return {
        stored: storedOf(merchantId, { type: 'card', brand: 'visa', last4: payload.slice(-4), ...EXPIRES }),
        bin: '424242',
        use: async (call) => {
          if (isReleased) throw new TypeError('the card was released');
          return call({ number: payload, ...EXPIRES, cvc: '123' });
        },
        release: () => {
          if (!isReleased) vault.openCards--;
          isReleased = true;
        },
      };
    },
    openBankAccount: async (payload, { merchantId }) => {
      const [routing, account] = payload.split('/');
      if (!routing || !account) throw payloadRefused();
      const token = newId('token');
      accounts.set(token, {
        account_number: account,
        routing_number: routing,
        account_type: 'checking',
        account_name: 'Test Shopper',
      });
      const last4 = account.slice(-4);
      return { stored: { ...storedOf(merchantId, { type: 'ach', brand: null, last4 }), token } };
    },
    useBankAccount: async (token, _merchantId, call) => {
      const account = accounts.get(token);
      if (!account) throw new FieldfareError('not_found', { detail: 'card_not_found', message: 'No such account.' });
      return call(account);
    },
  };
  return vault;
}

function storedOf(
  merchantId: string,
  shown: Partial<MaskedMethod> & Pick<MaskedMethod, 'type' | 'brand' | 'last4'>,
): StoredCard {
  return {
    token: newId('token'),
    merchantId,
    dataKeyId: newId('dataKey'),
    wrappedKey: Buffer.from('wrapped'),
    ciphertext: Buffer.from('ciphertext'),
    fingerprint: Buffer.from('fingerprint'),
    masked: { exp_month: null, exp_year: null, bank_name: null, ...shown },
    createdAt: new Date(0),
  };
}

function payloadRefused(): FieldfareError {
  return new FieldfareError('invalid_request', {
    detail: 'card_payload_refused',
    message: 'The card could not be opened.',
  });
}
