import { at } from '../api.ts';
import type { Api } from '../api.ts';
import { paginate } from '../paginate.ts';
import type { QueryParams } from '../query-of.ts';
import type { RequestOptions } from '../send-request.ts';

/** What can be looked at: refunds, disputes, approvals, and whatever can be changed besides. */
export interface ReadOnly<T, L, P> {
  retrieve(id: string, options?: RequestOptions): Promise<T>;
  list(params?: P, options?: RequestOptions): Promise<L>;
  /** All that fit, page after page, newest first. */
  all(params?: Omit<P, 'ending_before'>, options?: RequestOptions): AsyncGenerator<T, void, undefined>;
}

export function createReadOnly<
  T extends { id: string },
  L extends { data: T[]; has_more: boolean },
  P extends { starting_after?: string | undefined } & QueryParams,
>(api: Api, collection: string, noParams: P): ReadOnly<T, L, P> {
  const list = (params: P = noParams, options?: RequestOptions) => api.get<L>(`/v1/${collection}`, params, options);
  return {
    list,
    all: (params, options) => paginate((page: P) => list(page, options), { ...noParams, ...params }),
    retrieve: (id, options) => api.get(at(collection, id), {}, options),
  };
}
