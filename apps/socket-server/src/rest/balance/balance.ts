import { presentBalance, presentStatement } from '@fieldfare/payments';
import { Balance, FieldfareError, Statement, StatementQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { RestApp } from '../zod-type-provider.ts';

const YEAR_MS = 366 * 86_400_000;

/** `GET /v1/balance` and `GET /v1/balance/statement`, both of the double-entry ledger. */
export function routeBalance(app: RestApp, deps: Deps): void {
  app.get(
    '/balance',
    { config: { words: { summary: 'Retrieve what the merchant is owed, by currency', answer: Balance } } },
    async (request) => presentBalance(await deps.ledger.balances(authorized(request, 'balance:read'))),
  );

  app.get(
    '/balance/statement',
    {
      schema: { querystring: StatementQuery },
      config: { words: { summary: 'Retrieve the merchant’s account by day', answer: Statement } },
    },
    async (request) => {
      const caller = authorized(request, 'balance:read');
      const { currency, from, to } = request.query;
      assertRange(from, to);
      const { openingMinor, days } = await deps.ledger.statement(caller, currency, from, to);
      return presentStatement({ currency, from, to, openingMinor, days });
    },
  );
}

function assertRange(from: string, to: string): void {
  const length = Date.parse(to) - Date.parse(from);
  if (length >= 0 && length <= YEAR_MS) return;
  throw new FieldfareError('validation_error', {
    detail: 'range_invalid',
    param: 'to',
    message: 'to must be from or a later day, at most a year later.',
  });
}
