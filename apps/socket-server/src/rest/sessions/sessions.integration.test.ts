import { API_VERSION, Session } from '@fieldfare/protocol';
import type { Payment, RestError } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const newSession = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
const error = (type: string, code: string, param: string | null = null) => ({ error: { type, code, param } });

describe('sessions', () => {
  it('are created as the contract says', async () => {
    const answer = await stack.request('POST', '/v1/sessions', {
      body: { ...newSession, reference: 'A-1', metadata: { a: 'b' } },
    });
    expect(answer.status).toBe(201);
    expect(Session.parse(answer.body)).toMatchObject({
      status: 'open',
      fee_minor: 172,
      reference: 'A-1',
      capture: 'manual',
    });
    expect(answer.headers.get('fieldfare-version')).toBe(API_VERSION);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    [{ amount_minor: 0 }, 'parameter_invalid', 'amount_minor'],
    [{ amount_minor: 10.5 }, 'parameter_invalid', 'amount_minor'],
    [{ currency: 'XXX' }, 'parameter_invalid', 'currency'],
    [{ currency: undefined }, 'parameter_missing', 'currency'],
    [{ amount: 1 }, 'parameter_unknown', 'amount'],
    [{ origin: 'https://evil.example' }, 'origin_not_allowed', 'origin'],
    [{ origin: 'https://shop.example/' }, 'parameter_invalid', 'origin'],
    [{ reference: '4242424242424242' }, 'parameter_invalid', 'reference'],
    [{ methods: ['ach'] }, 'method_not_allowed', 'methods'],
  ])('refuse %j and name the parameter', async (change, code, param) => {
    const answer = await stack.request('POST', '/v1/sessions', { body: { ...newSession, ...change } });
    expect(answer).toMatchObject({ status: 422, body: error('validation_error', code, param) });
    expect((answer.body as RestError).error.doc_url).toBe(`${stack.settings.origins.web}/docs/errors#${code}`);
  });

  it('are retrieved without their token, and expired once', async () => {
    const session = await stack.createSession();
    const found = await stack.request('GET', `/v1/sessions/${session.id}`);
    expect(found.body).toMatchObject({ id: session.id, status: 'open' });
    expect(found.body).not.toHaveProperty('pt_token');
    for (let times = 0; times < 2; times++) {
      expect((await stack.request('POST', `/v1/sessions/${session.id}/expire`)).body).toMatchObject({
        status: 'expired',
      });
    }
    expect(await stack.request('POST', `/v1/sessions/${session.id}/token`)).toMatchObject({
      status: 409,
      body: error('conflict', 'session_closed'),
    });
  });

  it('are expired as soon as their time is over, also before that is written down', async () => {
    const expiresAt = new Date(stack.clock.now().getTime() + 100);
    const { id } = await stack.createSession({ expires_at: expiresAt.toISOString() });
    expect((await stack.request('GET', `/v1/sessions/${id}`)).body).toMatchObject({ status: 'open' });
    stack.clock.advance(100);
    expect((await stack.request('GET', `/v1/sessions/${id}`)).body).toMatchObject({ status: 'expired' });
    expect(await stack.request('POST', `/v1/sessions/${id}`, { body: { amount_minor: 100 } })).toMatchObject({
      status: 409,
      body: error('conflict', 'session_status_conflict'),
    });
    expect(await stack.request('POST', `/v1/sessions/${id}/token`)).toMatchObject({
      status: 409,
      body: error('conflict', 'session_closed'),
    });
  });

  it('that are paid cannot be expired', async () => {
    const payment = await pay(stack);
    const { session } = (await stack.request('GET', `/v1/payments/${payment.id}`)).body as Payment;
    expect(await stack.request('POST', `/v1/sessions/${session}/expire`)).toMatchObject({
      status: 409,
      body: error('conflict', 'session_status_conflict'),
    });
  });
});
