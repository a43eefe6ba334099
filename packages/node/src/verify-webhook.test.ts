import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another one of the same length .').toString('base64')}`;
const BODY = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment.captured',
  data: { id: 'pay_1', object: 'payment' },
});

const signed = (body = BODY, at = new Date()) => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(SECRET).sign('evt_1', at, body),
});

describe('verifyWebhook', () => {
  it('answers the event of a webhook that was signed with the secret, however its headers come', () => {
    const headers = signed();
    const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    for (const given of [headers, shouted, new Headers(headers)]) {
      expect(verifyWebhook(BODY, given, SECRET)).toMatchObject({ type: 'payment.captured', data: { id: 'pay_1' } });
      expect(verifyWebhook(Buffer.from(BODY), given, SECRET).id).toBe('evt_1');
    }
  });

  it('takes any of several secrets while one replaces another', () => {
    expect(verifyWebhook(BODY, signed(), [OTHER, SECRET]).id).toBe('evt_1');
  });

  it.each([
    ['another secret', BODY, signed(), OTHER],
    ['no secret', BODY, signed(), []],
    ['another body', BODY.replace('captured', 'canceled'), signed(), SECRET],
    ['no headers', BODY, {}, SECRET],
    ['a time long past', BODY, signed(BODY, new Date(Date.now() - 3_600_000)), SECRET],
    ['a time to come', BODY, signed(BODY, new Date(Date.now() + 3_600_000)), SECRET],
  ])('refuses %s', (_what, body, headers, secret) => {
    expect(() => verifyWebhook(body, headers, secret)).toThrow(WebhookVerificationError);
  });

  it.each([[undefined], [null], [''], [[]], [['', undefined]]])('says that no secret was given: %j', (secret) => {
    const verify = () => verifyWebhook(BODY, signed(), secret as string);
    expect(verify).toThrow(WebhookVerificationError);
    expect(verify).toThrow(/^No secret was given: set the one of your endpoint/);
  });
});
