import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signWebhook } from './sign-webhook.ts';
import { newWebhookSecret } from './webhook-secret.ts';

const BODY = JSON.stringify({ type: 'payment.captured', data: { id: 'pay_1', note: 'Zürich ☂' } });

it('signs so that the reference library of Standard Webhooks verifies it', () => {
  const secret = newWebhookSecret();
  const headers = signWebhook('evt_1', BODY, [secret], new Date());
  expect(new Webhook(secret).verify(BODY, { ...headers })).toMatchObject({ type: 'payment.captured' });
});

it('signs with both secrets while they overlap, and with no other', () => {
  const [old, fresh, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
  const headers = { ...signWebhook('evt_1', BODY, [fresh, old], new Date()) };
  expect(new Webhook(old).verify(BODY, headers)).toMatchObject({ type: 'payment.captured' });
  expect(new Webhook(fresh).verify(BODY, headers)).toMatchObject({ type: 'payment.captured' });
  expect(() => new Webhook(other).verify(BODY, headers)).toThrow(/signature/i);
});

it.each([
  ['another body', { body: BODY.replace('captured', 'refunded') }],
  ['another id', { headers: { 'webhook-id': 'evt_2' } }],
  ['another time', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 60) } }],
  ['a time long past', { now: new Date(Date.now() - 3_600_000) }],
])('does not verify with %s', (_what, { body = BODY, headers = {}, now = new Date() }: Partial<Change>) => {
  const secret = newWebhookSecret();
  const signed = { ...signWebhook('evt_1', BODY, [secret], now), ...headers };
  expect(() => new Webhook(secret).verify(body, signed)).toThrow(/signature|too old/i);
});

interface Change {
  body: string;
  headers: Record<string, string>;
  now: Date;
}
