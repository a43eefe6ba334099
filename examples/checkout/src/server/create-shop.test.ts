import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FieldfareApiError } from '@fieldfare/node';
import type { Session } from '@fieldfare/node';
import type { ShopPayments } from '../orders/order-desk.ts';
import { OrderStore } from '../orders/order-store.ts';
import { createShop } from './create-shop.ts';

const SHOP = 'https://shop.example';
const FIELDS = 'https://fields.example';
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
let folder: string;
let sessions: Map<string, Session & { key: string }>;
let tokens: number;

/** The payment server as the shop knows it: a session for each idempotency key, a token for each time it is asked. */
const payments: ShopPayments = {
  sessions: {
    async create(params, options) {
      const key = options?.idempotencyKey ?? '';
      const known = [...sessions.values()].find((session) => session.key === key);
      const made = {
        ...params,
        key,
        id: `sess_${sessions.size + 1}`,
        status: 'open',
        methods: ['card'],
        payment: null,
        fee_minor: 0,
        total_minor: params.amount_minor,
      };
      const session = known ?? (made as unknown as Session & { key: string });
      sessions.set(session.id, session);
      return { ...session, pt_token: 'first.token' };
    },
    async retrieve(id) {
      return sessions.get(id) ?? Promise.reject(new Error('unknown session'));
    },
    async token(id) {
      const session = sessions.get(id);
      if (session?.status === 'processing')
        throw new FieldfareApiError({ status: 409, type: 'conflict', code: 'payment_in_flight', message: 'Busy.' });
      return { ...(session as Session), pt_token: `token.${++tokens}` };
    },
  },
};

const shop = () =>
  createShop({
    env: { shopOrigin: SHOP, fieldsOrigin: FIELDS, webhookSecret: SECRET },
    orders: new OrderStore(folder),
    payments,
  });
const dataOf = (body: string) =>
  JSON.parse(/id="checkout">(.*?)<\/script>/.exec(body)?.[1] ?? '{}') as {
    ptToken: string | null;
    state: { step: string };
  };
const cookieOf = (header: string | string[] | undefined, name: string) =>
  new RegExp(`${name}=([^;]*)`).exec(String(header))?.[1] ?? '';

async function openCheckout(server = shop(), cookie = '') {
  const answer = await server.inject({ url: '/checkout', headers: { cookie } });
  return { answer, order: cookieOf(answer.headers['set-cookie'], 'order'), ...dataOf(answer.body) };
}

function decide(status: Session['status'], payment: string | null): void {
  const [session] = sessions.values();
  if (session === undefined) throw new Error('no session');
  Object.assign(session, {
    status,
    payment: payment === null ? null : { status: payment, decline_code: 'card_declined', record_number: 'R1' },
  });
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shop-'));
  sessions = new Map();
  tokens = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the shop', () => {
  it('opens its checkout with a default cart and a price of its own', async () => {
    const { answer, ptToken, state } = await openCheckout();
    expect(answer.body).toContain('Pay $49.00');
    expect({ ptToken, state }).toEqual({ ptToken: 'first.token', state: { step: 'pay', lastDecline: null } });
    expect([...sessions.values()]).toMatchObject([{ amount_minor: 4900, currency: 'USD', origin: SHOP }]);
  });

  it('has one session for an order: after a reload, in a second tab, after a restart', async () => {
    const { order } = await openCheckout();
    const again = await openCheckout(undefined, `order=${order}`);
    expect(again.order).toBe(order);
    expect(again.ptToken).toBe('token.1');
    expect(sessions.size).toBe(1);
  });

  it('finds the session of an order again whose line was lost in a crash', async () => {
    const { order } = await openCheckout();
    rmSync(path.join(folder, 'shop-orders.jsonl'));
    await openCheckout(undefined, `order=${order}`);
    expect(sessions.size).toBe(1);
  });

  it.each([
    ['processing', null, 'processing', null],
    ['completed', 'authorized', 'done', 'token.1'],
    ['open', 'declined', 'pay', 'token.1'],
    ['expired', null, 'over', null],
  ] as const)('shows an order whose session is %s with a payment %s as %s', async (status, payment, step, ptToken) => {
    const { order } = await openCheckout();
    decide(status, payment);
    const again = await openCheckout(undefined, `order=${order}`);
    expect(again.state.step).toBe(step);
    expect(again.ptToken).toBe(ptToken);
    expect(again.answer.body.includes('id="payment"')).toBe(step === 'pay');
  });

  it('keeps an order that is being paid, whatever happens to the cart', async () => {
    const server = shop();
    const { order } = await openCheckout(server);
    decide('processing', null);
    for (const url of ['/cart', '/checkout/new']) {
      const headers = { cookie: `order=${order}`, origin: SHOP, 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await server.inject({ method: 'POST', url, headers, payload: 'quantity=3' });
      expect(answer.statusCode).toBe(303);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('starts another order for a changed cart, priced here', async () => {
    const server = shop();
    const headers = { origin: SHOP, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await server.inject({
      method: 'POST',
      url: '/cart',
      headers,
      payload: 'quantity=2&seedling=on&amount=1',
    });
    await openCheckout(server, `cart=${cookieOf(answer.headers['set-cookie'], 'cart')}`);
    expect([...sessions.values()]).toMatchObject([{ amount_minor: 2 * 4900 + 51 }]);
  });

  it('answers no token while a payment is in flight, and none to another site', async () => {
    const server = shop();
    const { order } = await openCheckout(server);
    const ask = (origin: string) =>
      server.inject({ method: 'POST', url: '/checkout/token', headers: { cookie: `order=${order}`, origin } });
    expect((await ask(SHOP)).json()).toEqual({ pt_token: 'token.1' });
    expect((await ask('https://evil.example')).statusCode).toBe(403);
    decide('processing', null);
    expect((await ask(SHOP)).statusCode).toBe(409);
  });

  it('believes a webhook that is signed, notes the payment with its order, and refuses any other', async () => {
    const server = shop();
    const { order } = await openCheckout(server);
    const data = { object: 'payment', id: 'pay_1', status: 'captured', version: 3, reference: order };
    const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'payment.captured', data });
    const post = (timestamp: number) => {
      const key = Buffer.from(SECRET.slice(6), 'base64');
      const signature = createHmac('sha256', key).update(`evt_1.${timestamp}.${body}`).digest('base64');
      const headers = {
        'content-type': 'application/json',
        'webhook-id': 'evt_1',
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      };
      return server.inject({ method: 'POST', url: '/webhooks', headers, payload: body });
    };
    const now = Math.floor(Date.now() / 1_000);
    expect((await post(now - 3_600)).statusCode).toBe(400);
    expect(new OrderStore(folder).find(order)?.payment).toBeUndefined();
    expect((await post(now)).json()).toEqual({ outcome: 'order_updated' });
    expect((await post(now)).json()).toEqual({ outcome: 'known_already' });
    expect(new OrderStore(folder).find(order)?.payment).toEqual({ id: 'pay_1', status: 'captured', version: 3 });
  });

  it('lets scripts run by nonce alone and frames come from the fields origin alone, and is never cached', async () => {
    const [first, second] = [(await openCheckout()).answer, (await openCheckout()).answer];
    const policy = String(first.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain(`frame-src ${FIELDS}`);
    expect(policy).not.toContain('unsafe');
    expect(first.body.match(/<script src/g)).toHaveLength(
      first.body.match(new RegExp(`nonce="${nonce?.replaceAll(/[+/=]/g, String.raw`\$&`)}"></script>`, 'g'))?.length ??
        -1,
    );
    expect(String(second.headers['content-security-policy'])).not.toContain(String(nonce));
    expect(first.headers['cache-control']).toBe('no-store');
  });

  it('tells the shopper when payments cannot be reached, with nothing charged and no key shown', async () => {
    const down = () =>
      Promise.reject(
        new FieldfareApiError({ status: 0, type: 'system_error', code: 'connection_failed', message: 'Away.' }),
      );
    const server = createShop({
      env: { shopOrigin: SHOP, fieldsOrigin: FIELDS, webhookSecret: SECRET },
      orders: new OrderStore(folder),
      payments: { sessions: { create: down, retrieve: down, token: down } },
    });
    const answer = await server.inject({ url: '/checkout' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('charges nothing');
  });

  it('keeps no token and no key in its order file', async () => {
    await openCheckout();
    expect(readFileSync(path.join(folder, 'shop-orders.jsonl'), 'utf8')).not.toMatch(/token|sk_/);
  });
});
