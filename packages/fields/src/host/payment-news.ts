import type { PaymentResult, PaymentUpdate } from '@fieldfare/protocol';
import { updateOf } from './call-result.ts';

/** Pushes and answers may overtake each other: only a newer version of the payment, or another payment, is news. */
export class PaymentNews {
  readonly #tell: (payment: PaymentUpdate) => void;
  #newest: PaymentUpdate | null = null;

  constructor(tell: (payment: PaymentUpdate) => void) {
    this.#tell = tell;
  }

  learn(payment: PaymentResult | PaymentUpdate): void {
    const update = 'payment_token' in payment ? updateOf(payment) : payment;
    if (this.#newest?.id === update.id && update.version <= this.#newest.version) return;
    this.#newest = update;
    this.#tell(update);
  }
}
