import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type { Balance, BooksComparison, CompareBooksParams, Statement, StatementParams } from '../types.ts';

export interface Balances {
  /** What the merchant is owed, by currency. */
  retrieve(options?: RequestOptions): Promise<Balance>;
  /** The merchant's account by day; days are UTC, both included. */
  statement(params: StatementParams, options?: RequestOptions): Promise<Statement>;
  /** Our books beside the processors', attempt by attempt, for a page of payments. */
  comparison(params?: CompareBooksParams, options?: RequestOptions): Promise<BooksComparison>;
}

export function createBalances(api: Api): Balances {
  return {
    retrieve: (options) => api.get('/v1/balance', {}, options),
    statement: (params, options) => api.get('/v1/balance/statement', params, options),
    comparison: (params = {}, options) => api.get('/v1/balance/comparison', params, options),
  };
}
