import 'server-only';
import { RestError } from '@fieldfare/protocol';
import type * as z from 'zod';
import { webEnv } from '../env.ts';
import { repeatWhileDraining } from '../repeat-while-draining.ts';

const TIMEOUT_MS = 10_000;

export type Answer<T> =
  | { kind: 'ok'; body: T }
  | { kind: 'refused'; status: number; code: string; retryAfterSeconds: number | null }
  | { kind: 'unreachable' };

export interface Question<T extends z.ZodType> {
  path: string;
  schema: T;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Posts to the payment server's REST API. Whatever happens is a value: an answer, a refusal, or nobody there. */
export async function askPaymentServer<T extends z.ZodType>({
  path,
  schema,
  body,
  headers,
}: Question<T>): Promise<Answer<z.infer<T>>> {
  let response: Response;
  let answered: unknown;
  try {
    response = await repeatWhileDraining(() =>
      fetch(new URL(path, webEnv().paymentsOrigin), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body ?? {}),
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
    );
    answered = response.status === 204 ? null : await response.json();
  } catch {
    return { kind: 'unreachable' };
  }
  if (!response.ok) return refusal(response, answered);
  const parsed = schema.safeParse(answered);
  return parsed.success ? { kind: 'ok', body: parsed.data } : { kind: 'unreachable' };
}

function refusal(response: Response, answered: unknown): Answer<never> {
  const error = RestError.safeParse(answered);
  const wait = Number(response.headers.get('retry-after'));
  return {
    kind: 'refused',
    status: response.status,
    code: error.success ? error.data.error.code : 'unreadable_answer',
    retryAfterSeconds: Number.isInteger(wait) && wait > 0 ? wait : null,
  };
}
