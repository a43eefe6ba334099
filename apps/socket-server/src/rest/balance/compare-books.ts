import { compareBooks } from '@fieldfare/payments';
import { BooksComparison, CompareBooksQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { assertTimeRange } from '../assert-time-range.ts';
import { authorized } from '../caller.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/balance/comparison`: our books against the processors', a page of payments at a time. */
export function routeCompareBooks(app: RestApp, deps: Deps): void {
  app.get(
    '/balance/comparison',
    {
      schema: { querystring: CompareBooksQuery },
      config: { words: { summary: 'Compare our books with the processors’', answer: BooksComparison } },
    },
    (request) => {
      const caller = authorized(request, 'balance:read');
      const { created_from: from, created_to: to } = request.query;
      assertTimeRange({ created_from: from, created_to: to });
      const filter = {
        ...(from === undefined ? {} : { createdFrom: new Date(from) }),
        ...(to === undefined ? {} : { createdTo: new Date(to) }),
      };
      return compareBooks(deps, caller, filter, pageOf(request.query));
    },
  );
}
