import type { Mode } from '@fieldfare/protocol';
import type * as z from 'zod';
import { repeatWhileDraining } from '../../repeat-while-draining.ts';
import { refused, unanswered } from './api-error.ts';
import { SignedOutError, type TokenSource } from './token-source.ts';

/** Whose payments are asked for, and of which mode. */
export interface Scope {
  merchantId: string;
  mode: Mode;
}

export interface RestRequest<T extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  schema: T;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Makes a repeat safe; every mutation has one. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface RestClientDeps {
  paymentsOrigin: string;
  tokens: TokenSource;
  /** Null for what concerns no merchant. */
  scope: Scope | null;
  fetch?: typeof fetch;
}

const RIGHTS_KNOWN_MS = 600;

export type RestClient = <T extends z.ZodType>(request: RestRequest<T>) => Promise<z.infer<T>>;

/** A client of the payment server's REST API with the user's own token. Answers are parsed; refusals are ApiErrors. */
export function createRestClient({ paymentsOrigin, tokens, scope, fetch: send = fetch }: RestClientDeps): RestClient {
  async function attempt(request: RestRequest<z.ZodType>, isFresh: boolean): Promise<Response> {
    const { token } = await tokens.get({ isFresh });
    const once = () =>
      send(urlOf(paymentsOrigin, request), {
        method: request.method ?? 'GET',
        headers: headersOf(request, token, scope),
        body: request.body === undefined ? null : JSON.stringify(request.body),
        cache: 'no-store',
        credentials: 'omit',
        ...(request.signal ? { signal: request.signal } : {}),
      });
    return repeatWhileDraining(once).catch((error: unknown) => {
      if (request.signal?.aborted) throw error;
      throw unanswered(error);
    });
  }

  return async (request) => {
    let response = await attempt(request, false);
    // The token may have run out between here and there; a second refusal is meant.
    if (response.status === 401) response = await attempt(request, true);
    if (response.status === 401) throw new SignedOutError();
    if (response.ok) return request.schema.parse(await response.json());
    const refusal = await refused(response);
    if (refusal.code !== 'second_factor_set_up_required') throw refusal;
    // Another server than the one where it was just set up knows of it within half a second.
    await new Promise((resolve) => {
      setTimeout(resolve, RIGHTS_KNOWN_MS);
    });
    response = await attempt(request, true);
    if (!response.ok) throw await refused(response);
    return request.schema.parse(await response.json());
  };
}

function urlOf(origin: string, { path, query }: RestRequest<z.ZodType>): URL {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  return url;
}

function headersOf(request: RestRequest<z.ZodType>, token: string, scope: Scope | null): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(scope ? { 'fieldfare-merchant': scope.merchantId, 'fieldfare-mode': scope.mode } : {}),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  };
}
