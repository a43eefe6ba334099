import { FieldfareError, newId } from '@fieldfare/protocol';
import type { BankAccountSecrets, MaskedMethod } from '@fieldfare/protocol';
import type { CardVault, LentCard, StoredCard } from '../ports/card-vault.ts';
import type { ChargedCard } from '../ports/processor.ts';

export interface FakeVault extends CardVault {
  /** How many opened cards have not been released. */
  openCards: number;
  /** Keys that it was told are gone. */
  forgotten: string[];
  /** The numbers of saved cards by their tokens; without it a card is revoked. */
  saved: Map<string, string>;
  /** What processors call saved cards, by `token processor`. */
  references: Map<string, string>;
}

/** The key that all cards are said to be sealed under; a database must have it before it stores one. */
export const FAKE_DATA_KEY = 'dk_00000000000000000000000000';
const EXPIRES = { exp_month: 12, exp_year: 2030 };

/** A vault whose payloads are the plain numbers of test cards, or of bank accounts as `routing/account`; any other payload is refused. That of a saved card is its code. */
export function createFakeVault(): FakeVault {
  const accounts = new Map<string, BankAccountSecrets>();
  function lend<Secrets extends ChargedCard>(card: Secrets): LentCard<Secrets> {
    let isReleased = false;
    vault.openCards++;
    return {
      use: async (call) => {
        if (isReleased) throw new TypeError('the card was released');
        return call(card);
      },
      release: () => {
        if (!isReleased) vault.openCards--;
        isReleased = true;
      },
    };
  }
  function numberOf(token: string): string {
    const number = vault.saved.get(token);
    if (number !== undefined) return number;
    throw new FieldfareError('not_found', { detail: 'card_not_found', message: 'No such card.' });
  }
  const vault: FakeVault = {
    forgetKey: (dataKeyId) => void vault.forgotten.push(dataKeyId),
    forgotten: [],
    openCards: 0,
    saved: new Map(),
    references: new Map(),
    use: async (token, _merchantId, call) => call({ number: numberOf(token), ...EXPIRES }),
    processorReference: async (token, _merchantId, processor) => {
      numberOf(token);
      return vault.references.get(`${token} ${processor}`) ?? null;
    },
    keepProcessorReference: async (token, _merchantId, processor, reference) => {
      numberOf(token);
      vault.references.set(`${token} ${processor}`, reference);
    },
    forgetProcessorReference: async (token, _merchantId, processor) => {
      vault.references.delete(`${token} ${processor}`);
    },
    open: async (payload, { merchantId }) => {
      if (!/^\d{12,19}$/.test(payload)) throw payloadRefused();
      const stored = storedOf(merchantId, { type: 'card', brand: 'visa', last4: payload.slice(-4), ...EXPIRES });
      vault.saved.set(stored.token, payload);
      return {
        stored,
        bin: '424242',
        ...lend({ number: payload, ...EXPIRES, cvc: '123' }),
      };
    },
    openSaved: async ({ token }, code) => {
      const number = numberOf(token);
      if (code && !/^(\d{3,4})?$/.test(code.payload)) throw payloadRefused();
      if (code?.isRequired && code.payload === '')
        throw new FieldfareError('validation_error', { detail: 'cvc_required', message: 'No code.' });
      return lend({ number, ...EXPIRES, ...(code?.payload ? { cvc: code.payload } : {}) });
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
    dataKeyId: FAKE_DATA_KEY,
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
