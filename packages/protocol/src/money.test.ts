import { expect, it } from 'vitest';
import { StatementDay } from './ledger.ts';
import { MAX_AMOUNT_MINOR } from './money.ts';
import { PaymentStatus } from './payment.ts';
import { PaymentSummary } from './rest.ts';

it('lets what a day’s payments come to be more than one payment may be', () => {
  const sum = 3 * MAX_AMOUNT_MINOR;
  const summary = {
    object: 'payment_summary',
    currency: 'USD',
    currencies: ['USD'],
    days: [{ date: '2026-11-28', attempts: 3, approved: 3, volume_minor: sum }],
    counts: Object.fromEntries(PaymentStatus.options.map((status) => [status, 0])),
  };
  expect(PaymentSummary.safeParse(summary).success).toBe(true);
  const none = { fees_minor: 0, refunded_minor: 0, returned_minor: 0, disputed_minor: 0, closing_minor: 0 };
  expect(StatementDay.safeParse({ date: '2026-11-28', captured_minor: sum, ...none }).success).toBe(true);
});
