import { newId } from '@fieldfare/protocol';
import type { Payment, Session, SessionView } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../../testing/fields-client.ts';
import { pay } from '../../testing/pay.ts';
import { startBeside } from '../../testing/start-beside.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const error = (type: string, code: string, param: string | null = null) => ({ error: { type, code, param } });
const update = (id: string, body: object, more: object = {}) =>
  stack.request('POST', `/v1/sessions/${id}`, { body, ...more });

describe('an update of a session', () => {
  it('raises its revision, is shown to its fields, and voids the challenges made before', async () => {
    const { session, client, hosted } = await stack.openHost({ reference: 'old', metadata: { a: '1', b: '2' } });
    const outdated = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
    const body = { amount_minor: 9900, reference: 'new', metadata: { b: '', c: '3' } };
    const updated = await update(session.id, body);
    expect(updated).toMatchObject({
      status: 200,
      body: {
        revision: 2,
        amount_minor: 9900,
        fee_minor: 317,
        total_minor: 9900,
        reference: 'new',
        metadata: { a: '1', c: '3' },
      },
    });
    expect((updated.body as Session).metadata).not.toHaveProperty('b');
    expect(updated.body).not.toHaveProperty('pt_token');
    const view: SessionView = await client.heard('session:updated');
    expect(view).toMatchObject({ id: session.id, revision: 2, total_minor: 9900 });

    expect(await client.send('process_payment', outdated)).toMatchObject({
      code: 'conflict',
      detail: 'amount_changed',
    });
    await expect(client.preparePayment(hosted, cardOf(TEST_CARDS.visa))).rejects.toThrow('amount_changed');
    const { payment } = succeeded(await client.pay({ ...hosted, session: view }, cardOf(TEST_CARDS.visa)));
    expect(payment).toMatchObject({ status: 'authorized', amount_minor: 9900, authorized_minor: 9900 });
    expect((await stack.request('GET', `/v1/payments/${payment.id}`)).body).toMatchObject({
      reference: 'new',
      metadata: { a: '1', c: '3' },
    } satisfies Partial<Payment>);
  });

  it('is refused where the total would be more than a payment may be', async () => {
    const merchant = await createTestMerchant(stack.composed, 'Adds its fee');
    await stack.composed.database.prisma.paymentProfile.update({
      where: { merchantId: merchant.id },
      data: { feeMode: 'service_fee', maxAmountMinor: 99_999_999_999 },
    });
    const session = await stack.createSession({}, merchant.secret);
    expect(await update(session.id, { amount_minor: 99_999_999_999 }, { token: merchant.secret })).toMatchObject({
      status: 422,
      body: error('validation_error', 'amount_not_allowed', 'amount_minor'),
    });
  });

  it('that changes no amount costs the shopper no second try, whichever server it came to', async () => {
    const payAfterUpdateBy = async (url: string) => {
      const { session, client, hosted } = await stack.openHost();
      const updated = await fetch(`${url}/v1/sessions/${session.id}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stack.merchant.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ metadata: { gift: 'yes' } }),
      });
      expect(updated.status).toBe(200);
      expect(succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa))).payment.status).toBe('authorized');
      client.close();
    };
    await payAfterUpdateBy(stack.url);
    const beside = await startBeside(stack, { runsJobs: false });
    try {
      await expect.poll(() => stack.composed.deps.fanOut.isAlone(), { timeout: 20_000 }).toBe(false);
      await payAfterUpdateBy(beside.url);
    } finally {
      await beside.close();
    }
  });

  it('is not written where the session has ended since it was read', async () => {
    const { sessions } = stack.composed.deps;
    const by = { actor: { type: 'system', id: null, name: null }, requestId: newId('request') } as const;
    const updates = async (id: string, now: Date) => {
      const { session } = (await sessions.load(id)) ?? {};
      if (!session) throw new Error('there is no such session');
      return sessions.update({ ...session, revision: session.revision + 1 }, { ...by, now });
    };
    const { id, expires_at } = await stack.createSession();
    const now = stack.clock.now();
    expect(await updates(id, new Date(expires_at))).toBe(false);
    expect(await updates(id, now)).toBe(true);
    await stack.request('POST', `/v1/sessions/${id}/expire`);
    expect(await updates(id, now)).toBe(false);
  });

  it('is one of many at once, none of which is lost', async () => {
    const session = await stack.createSession();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, place) => update(session.id, { metadata: { [`k${place}`]: 'x' } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await stack.request('GET', `/v1/sessions/${session.id}`)).body).toMatchObject({
      revision: 5,
      metadata: { k0: 'x', k1: 'x', k2: 'x', k3: 'x' },
    });
  });

  it('is refused where somebody else was faster, if the caller says what they read', async () => {
    const session = await stack.createSession();
    expect((await update(session.id, { amount_minor: 100, expected_revision: 1 })).status).toBe(200);
    expect(await update(session.id, { amount_minor: 200, expected_revision: 1 })).toMatchObject({
      status: 409,
      body: error('conflict', 'session_changed', 'expected_revision'),
    });
  });

  it('is too late for a session that is paid or expired', async () => {
    const { id } = await pay(stack);
    const { session } = (await stack.request('GET', `/v1/payments/${id}`)).body as Payment;
    const ended = await stack.createSession();
    await stack.request('POST', `/v1/sessions/${ended.id}/expire`);
    for (const one of [session ?? '', ended.id]) {
      expect(await update(one, { amount_minor: 1 })).toMatchObject({
        status: 409,
        body: error('conflict', 'session_status_conflict'),
      });
    }
  });

  it.each([
    [{ amount_minor: 0 }, 'parameter_invalid', 'amount_minor'],
    [{ methods: ['ach'] }, 'method_not_allowed', 'methods'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at_invalid', 'expires_at'],
    [{ origin: 'https://shop.example' }, 'parameter_unknown', 'origin'],
    [{ reference: TEST_CARDS.visa }, 'parameter_invalid', 'reference'],
  ])('is refused with %j, and changes nothing', async (body, code, param) => {
    const session = await stack.createSession();
    expect(await update(session.id, body)).toMatchObject({ status: 422, body: error('validation_error', code, param) });
    expect((await stack.request('GET', `/v1/sessions/${session.id}`)).body).toMatchObject({ revision: 1 });
  });

  it('is written into the audit log, with who made it', async () => {
    const session = await stack.createSession();
    await update(session.id, { amount_minor: 700 });
    const { rows } = await stack.composed.database.pool.query(
      'SELECT actor, action, body FROM audit_log WHERE subject = $1',
      [session.id],
    );
    expect(rows).toEqual([
      {
        actor: { type: 'api_key', id: stack.merchant.keyId, name: 'secret' },
        action: 'session.update',
        body: { revision: 2 },
      },
    ]);
  });
});

it('a publishable key neither updates, renews nor expires a session, its own included', async () => {
  const page = { token: stack.merchant.publishable, headers: { origin: SHOP_ORIGIN } };
  const body = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
  const { id } = (await stack.request('POST', '/v1/sessions', { ...page, body })).body as Session;
  for (const path of ['', '/token', '/expire']) {
    expect(await stack.request('POST', `/v1/sessions/${id}${path}`, page)).toMatchObject({
      status: 403,
      body: error('permission_denied', 'secret_key_required'),
    });
  }
});

it('a publishable key creates sessions only in the modes that the profile names', async () => {
  const merchant = await createTestMerchant(stack.composed, 'No publishable keys');
  const { publishable: token } = merchant;
  const body = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
  const create = () => stack.request('POST', '/v1/sessions', { token, body, headers: { origin: SHOP_ORIGIN } });
  expect((await create()).status).toBe(201);
  const where = { merchantId: merchant.id };
  await stack.composed.database.prisma.paymentProfile.update({ where, data: { publishableKeyModes: ['live'] } });
  stack.clock.advance(500);
  expect(await create()).toMatchObject({ status: 403, body: error('permission_denied', 'secret_key_required') });
});
