import { FieldfareError, newId } from '@fieldfare/protocol';
import type { CardVault } from '../ports/card-vault.ts';

export interface FakeVault extends CardVault {
  /** How many opened cards have not been released. */
  openCards: number;
}

/** A vault whose payloads are the plain numbers of test cards; any other payload is refused. */
export function createFakeVault(): FakeVault {
  const vault: FakeVault = {
    openCards: 0,
    open: async (payload, { merchantId }) => {
      if (!/^\d{12,19}$/.test(payload)) {
        throw new FieldfareError('invalid_request', {
          detail: 'card_payload_refused',
          message: 'The card could not be opened.',
        });
      }
      let isReleased = false;
      vault.openCards++;
      return {
        stored: {
          token: newId('token'),
          merchantId,
          dataKeyId: newId('dataKey'),
          wrappedKey: Buffer.from('wrapped'),
          ciphertext: Buffer.from('ciphertext'),
          fingerprint: Buffer.from('fingerprint'),
          masked: {
            type: 'card',
            brand: 'visa',
            last4: payload.slice(-4),
            exp_month: 12,
            exp_year: 2030,
            bank_name: null,
          },
          createdAt: new Date(0),
        },
        bin: '424242',
        use: async (call) => {
          if (isReleased) throw new TypeError('the card was released');
          return call({ number: payload, exp_month: 12, exp_year: 2030, cvc: '123' });
        },
        release: () => {
          if (!isReleased) vault.openCards--;
          isReleased = true;
        },
      };
    },
  };
  return vault;
}
