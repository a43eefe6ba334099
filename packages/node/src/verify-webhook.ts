import { Webhook } from 'standardwebhooks';
import type { Event, Payment } from './types.ts';

/** What happened, as your endpoint is told of it and as `events.retrieve` shows it. */
export type WebhookEvent = Omit<Event, 'data'> & {
  /** A payment for the types `payment.*`; otherwise whatever `data.object` says. */
  data: Payment | (Event['data'] & { object: Exclude<string, 'payment'> });
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
  const secrets = typeof secret === 'string' ? [secret] : secret;
  let cause: unknown;
  for (const candidate of secrets) {
    try {
      return new Webhook(candidate).verify(payload, given) as WebhookEvent;
    } catch (error) {
      cause = error;
    }
  }
  throw new WebhookVerificationError('The webhook was not signed with this secret, or is too old.', { cause });
}

function headerOf(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const value = headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (Array.isArray(value) ? value.join(' ') : value) ?? '';
}
