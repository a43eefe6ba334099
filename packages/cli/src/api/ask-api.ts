import { RestError } from '@fieldfare/protocol';
import type * as z from 'zod';
import { CliError } from '../cli-error.ts';
import type { ApiTarget } from '../env/find-api.ts';

/** The payment server could not be reached, or is busy: asking again may help. */
export class ApiAway extends Error {
  override readonly name = 'ApiAway';
}

export interface ApiQuestion<T extends z.ZodType> {
  method?: 'GET' | 'POST';
  path: string;
  body?: unknown;
  schema: T;
  signal?: AbortSignal;
}

/**
 * Asks the payment server over REST, as any program of the merchant's would. The server may be older or newer than this program: a schema
 * that names only what is needed understands both.
 *
 * @throws {ApiAway} where it does not answer; {CliError} with what it refused
 */
export async function askApi<T extends z.ZodType>(
  { origin, secretKey }: ApiTarget,
  { method = 'GET', path, body, schema, signal }: ApiQuestion<T>,
): Promise<z.infer<T>> {
  const timeout = AbortSignal.timeout(20_000);
  const response = await fetch(new URL(path, origin), {
    method,
    headers: {
      authorization: `Bearer ${secretKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    redirect: 'error',
  }).catch((cause: unknown) => {
    throw new ApiAway(`${origin} does not answer.`, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return understood(schema, answer, origin);
  const refusal = RestError.safeParse(answer).data?.error;
  if (response.status === 429 && refusal) throw new ApiAway(`${refusal.message}${comeAgain(response)}`);
  if (response.status >= 500 || response.status === 429) throw new ApiAway(`${origin} answers ${response.status}.`);
  throw new CliError(refusal?.message ?? `${origin} answers ${response.status}.`);
}

function comeAgain({ headers }: Response): string {
  const seconds = headers.get('retry-after');
  return seconds === null ? '' : ` (Retry-After: ${seconds} seconds)`;
}

/** Otherwise what the answer lacks would read like a parameter that was left out. */
function understood<T extends z.ZodType>(schema: T, answer: unknown, origin: string): z.infer<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') || 'the whole of it';
  throw new CliError(
    `${origin} gave an answer that this version of fieldfare does not understand (${place}). Use the fieldfare of the server's own version.`,
  );
}
