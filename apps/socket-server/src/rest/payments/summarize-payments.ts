import { PaymentStatus, PaymentSummary, PaymentSummaryQuery, SUMMARY_COUNT_CAP } from '@fieldfare/protocol';
import type { Currency } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { RestApp } from '../zod-type-provider.ts';

const DAY_MS = 86_400_000;
/** What an empty chart is labelled with. */
const DEFAULT_CURRENCY: Currency = 'USD';

/** `GET /v1/payments/summary`: whole UTC days, today included. Amounts of several currencies never stand in one chart. */
export function routeSummarizePayments(app: RestApp, deps: Deps): void {
  app.get(
    '/payments/summary',
    {
      schema: { querystring: PaymentSummaryQuery },
      config: { words: { summary: 'Volume and approvals by day', answer: PaymentSummary } },
    },
    async (request): Promise<PaymentSummary> => {
      const caller = authorized(request, 'payments:read');
      const today = Math.floor(deps.clock.now().getTime() / DAY_MS);
      const { currencies, counts } = await deps.payments.summarize(caller, {
        from: new Date((today - request.query.days + 1) * DAY_MS),
        until: new Date((today + 1) * DAY_MS),
        countCap: SUMMARY_COUNT_CAP,
      });
      const currency = request.query.currency ?? currencies[0]?.currency ?? DEFAULT_CURRENCY;
      const days = currencies.find((each) => each.currency === currency)?.days ?? [];
      return {
        object: 'payment_summary',
        currency,
        currencies: currencies.map((each) => each.currency),
        days: days.map(({ date, attempts, approved, volumeMinor }) => ({
          date,
          attempts,
          approved,
          volume_minor: volumeMinor,
        })),
        counts: allCounts(counts),
      };
    },
  );
}

function allCounts(counts: Partial<Record<PaymentStatus, number>>): Record<PaymentStatus, number> {
  const entries = PaymentStatus.options.map((status) => [status, counts[status] ?? 0]);
  return Object.fromEntries(entries) as Record<PaymentStatus, number>;
}
