import { FieldfareError } from '@fieldfare/protocol';

/** What was wrong with a card payload, for the operator's counters only. Whoever sent it always reads the same sentence. */
export type PayloadRefusal = 'malformed' | 'unknown_key' | 'decryption' | 'signature' | 'claims' | 'expectation';

/** Carries the reason from where it is found to where it is hidden. It never leaves the vault. */
export class PayloadRefusalError extends Error {
  readonly reason: PayloadRefusal;

  constructor(reason: PayloadRefusal) {
    super(reason);
    this.name = 'PayloadRefusalError';
    this.reason = reason;
  }
}

/** The one answer to a payload that does not open. It has no cause: a parser's message may quote the card. */
export function cardPayloadRefused(): FieldfareError {
  return new FieldfareError('invalid_request', {
    detail: 'card_payload_refused',
    message: 'The card could not be read. Reload the page and enter it again.',
    param: 'card',
    audience: 'payer',
  });
}
