import { Webhook } from 'standardwebhooks';
import type { Event, Payment } from './types.ts';

/** What happened, as your endpoint is told of it and as `events.retrieve` shows it. */
export type WebhookEvent = Omit<Event, 'data'> & {
  /** A payment for the types `payment.*`; otherwise what `data.object` says, as REST shows it. */
  data: Payment | (Event['data'] & { object: 'refund' | 'dispute' | 'payment_method' | 'webhook_endpoint' });
};

/** Headers as Node's http, Fastify, Express or fetch give them. */
export type WebhookHeaders = Readonly<Record<string, string | string[] | undefined>> | Headers;

/** Why a webhook must not be believed. Answer it with 400 and do nothing else. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Checks that a webhook was signed with your endpoint's secret within the last five minutes (Standard Webhooks), and answers its event.
 *
 * @param payload the body as it arrived: parsed and written again it has another signature
 * @param secret `whsec_…`, or several while you replace one by another
 * @throws {WebhookVerificationError}
 */
export function verifyWebhook(
  payload: string | Buffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookEvent {
  const given = Object.fromEntries(NAMES.map((name) => [name, headerOf(headers, name)]));
  let cause: unknown;
  for (const candidate of secretsOf(secret)) {
    try {
      return new Webhook(candidate).verify(payload, given) as WebhookEvent;
    } catch (error) {
      cause = error;
    }
  }
  throw new WebhookVerificationError('The webhook was not signed with this secret, or is too old.', { cause });
}

// Secrets come from the environment, where one may be missing and no compiler looks.
function secretsOf(secret: string | readonly string[]): string[] {
  const secrets = [secret].flat().filter((one) => typeof one === 'string');
  if (secrets.some((one) => one !== '')) return secrets;
  throw new WebhookVerificationError(
    'No secret was given: set the one of your endpoint (whsec_…). Is its variable set?',
  );
}

function headerOf(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const value = headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (Array.isArray(value) ? value.join(' ') : value) ?? '';
}
