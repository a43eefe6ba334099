import { FieldfareError, formatMoney } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import type { FeeQuote } from './fees.ts';

/** The opened card costs another total than the shopper was shown. Nothing was charged; `quote` is what it costs. */
export class AmountChanged extends FieldfareError {
  readonly quote: FeeQuote;

  constructor(quote: FeeQuote, currency: Currency) {
    const total = formatMoney({ amountMinor: quote.totalMinor, currency });
    super('conflict', {
      detail: 'amount_changed',
      audience: 'payer',
      message: `With this card the total is ${total}. You have not been charged; please look at it and pay again.`,
    });
    this.quote = quote;
  }
}
