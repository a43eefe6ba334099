import { parseRecordNumber, presentPayment } from '@fieldfare/payments';
import type { PaymentFilter } from '@fieldfare/payments';
import { ListPaymentsQuery, PaymentList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/payments` */
export function routeListPayments(app: RestApp, deps: Deps): void {
  app.get(
    '/payments',
    {
      schema: { querystring: ListPaymentsQuery },
      config: { words: { summary: 'List payments, newest first', answer: PaymentList } },
    },
    async (request): Promise<PaymentList> => {
      const caller = authorized(request, 'payments:read');
      const filter = filterOf(request.query);
      // What is no record number is nobody's.
      if (filter === null) return { object: 'list', data: [], has_more: false };
      const { items, hasMore } = await deps.payments.list(caller, filter, pageOf(request.query));
      return { object: 'list', data: items.map(presentPayment), has_more: hasMore };
    },
  );
}

function filterOf(query: ListPaymentsQuery): PaymentFilter | null {
  const recordNumber = query.record_number === undefined ? undefined : parseRecordNumber(query.record_number);
  if (recordNumber === null) return null;
  return {
    ...(recordNumber === undefined ? {} : { recordNumber }),
    ...(query.status === undefined ? {} : { statuses: [...new Set(query.status)] }),
    ...(query.reference === undefined ? {} : { reference: query.reference }),
    ...(query.session === undefined ? {} : { sessionId: query.session }),
    ...(query.customer === undefined ? {} : { customerId: query.customer }),
    ...(query.method === undefined ? {} : { method: query.method }),
    ...(query.brand === undefined ? {} : { brand: query.brand }),
    ...(query.last4 === undefined ? {} : { last4: query.last4 }),
    ...(query.currency === undefined ? {} : { currency: query.currency }),
    ...(query.metadata === undefined ? {} : { metadata: query.metadata }),
    ...(query.created_from === undefined ? {} : { createdFrom: new Date(query.created_from) }),
    ...(query.created_to === undefined ? {} : { createdTo: new Date(query.created_to) }),
    ...(query.amount_min === undefined ? {} : { amountMin: query.amount_min }),
    ...(query.amount_max === undefined ? {} : { amountMax: query.amount_max }),
  };
}
