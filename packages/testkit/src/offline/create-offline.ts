import { MisuseError } from '@fieldfare/sdk';
import type { CallResult, Fieldfare, FieldfareInstance, FieldfareOptions } from '@fieldfare/sdk';
import { checkOptions } from '@fieldfare/sdk/in-page';
import { OfflineBank } from './offline-bank.ts';
import { OfflineFields } from './offline-fields.ts';
import type { OfflineOptions } from './offline-options.ts';

type PaymentResult = NonNullable<CallResult['payment']>;

/** Fieldfare without a server: what the page is given, and what a test does in the merchant's and the bank's place. */
export interface Offline {
  /** In place of the SDK's `Fieldfare`: the same types, no frame, no request. */
  Fieldfare: typeof Fieldfare;
  /** The session's newest payment; null before the first. */
  readonly payment: PaymentResult | null;
  /** Captures it, as the merchant's server would: the page hears `captured`, or `pending` of a bank account. */
  confirm(): PaymentResult;
  /** Voids it. */
  cancel(): PaymentResult;
  /** Lets the ACH network finish with a `pending` debit: `captured`, or `failed` for an account that returns it. */
  settle(): PaymentResult;
  /** Finds out what became of an `unknown` payment: it was authorized. */
  reconcile(): PaymentResult;
}

/**
 * A Fieldfare for unit tests, in a browser or in jsdom. Its fields are inputs of the page itself, found by their labels, which format and
 * check as hosted ones do; `pay()` ends as the published test cards say, always and at once. Each call is a session of its own.
 */
export function createOffline(session: OfflineOptions = {}): Offline {
  const bank = new OfflineBank(session);
  const Fieldfare = (options: FieldfareOptions = {}): FieldfareInstance => {
    checkOptions('Fieldfare', options);
    const { fieldsOrigin = 'https://fields.example' } = options;
    MisuseError.fieldsOrigin = fieldsOrigin;
    return {
      fieldsOrigin,
      // The SDK's class has parts of its own that no page can see; all that a page can is the same.
      fields: (given) =>
        new OfflineFields(bank, fieldsOrigin, given) as unknown as ReturnType<FieldfareInstance['fields']>,
    };
  };
  return {
    Fieldfare,
    get payment() {
      return bank.payment;
    },
    confirm: () => bank.confirm(),
    cancel: () => bank.cancel(),
    settle: () => bank.settle(),
    reconcile: () => bank.reconcile(),
  };
}
