import type { QueryParams } from './query-of.ts';
import { sendRequest } from './send-request.ts';
import type { ClientOptions, RequestOptions } from './send-request.ts';

/** How resources ask the server. Every call throws FieldfareApiError where it refuses or does not answer. */
export interface Api {
  get<T>(path: string, params: QueryParams, options?: RequestOptions): Promise<T>;
  post<T>(path: string, body: unknown, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
}

export function createApi(client: ClientOptions): Api {
  return {
    get: (path, params, options) => sendRequest(client, { method: 'GET', path, params, ...options }),
    post: (path, body, options) => sendRequest(client, { method: 'POST', path, body, ...options }),
    delete: (path, options) => sendRequest(client, { method: 'DELETE', path, ...options }),
  };
}

/** An address with a name in it that came from outside. */
export function at(collection: string, id: string, verb = ''): string {
  return `/v1/${collection}/${encodeURIComponent(id)}${verb && `/${verb}`}`;
}
