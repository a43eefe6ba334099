import type { Payment, Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;
/** The slow bank answers once a test lets it, however early or late it is asked. */
let gate = Promise.withResolvers<void>();
const hold = () => {
  gate = Promise.withResolvers<void>();
};
const release = () => gate.resolve();

beforeAll(async () => {
  stack = await startTestStack({ sandboxDelay: () => gate.promise });
});

afterAll(async () => {
  release();
  await stack.close();
});

const SLOW_MINOR = 10_051;
const paymentsOf = async (session: Session) =>
  ((await stack.request('GET', `/v1/payments?session=${session.id}`)).body as { data: Payment[] }).data;
const attemptsAtTheBank = async (session: Session) => {
  const { rows } = await stack.composed.database.pool.query(
    'SELECT a.id FROM attempts a JOIN payments p ON p.id = a.payment_id WHERE p.session_id = $1',
    [session.id],
  );
  return rows.length;
};

it('[HT5] [PP5] a host that drops while its payment is processed resumes, repeats itself and gets the one outcome', async () => {
  hold();
  const { session, client, hosted } = await stack.openHost({ amount_minor: SLOW_MINOR });
  const payload = { ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))), request_id: 'req_dropped_1' };
  const lost = client.send('process_payment', payload);
  await client.heard('payment:updated', ({ status }) => status === 'processing');
  client.close();
  await expect(lost).rejects.toThrow(/disconnected/);

  const resumed = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
  expect(await resumed.host()).toMatchObject({ session: { status: 'processing', payment: { status: 'processing' } } });
  const repeated = resumed.send('process_payment', payload);
  // Another try, as by a second click, is told to wait.
  const impatient = await resumed.send('process_payment', { ...payload, request_id: 'req_second_click' });
  expect(impatient).toMatchObject({ code: 'conflict', detail: 'payment_in_flight' });
  release();
  expect(await repeated).toMatchObject({ type: 'payment_result', payment: { status: 'authorized' } });
  expect(await paymentsOf(session)).toHaveLength(1);
  expect(await attemptsAtTheBank(session)).toBe(1);
});

it('[PP5] a repeat is answered by its payment long after the challenge ran out, also by a server that has forgotten it', async () => {
  const { session, client, hosted } = await stack.openHost();
  const payload = { ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))), request_id: 'req_repeated_1' };
  const first = await client.send('process_payment', payload);
  expect(first).toMatchObject({ payment: { status: 'authorized' } });
  stack.clock.advance(10 * 60_000);
  const again = await client.send('process_payment', payload);
  expect(again).toMatchObject({ type: 'payment_result', payment: { id: (await paymentsOf(session))[0]?.id } });
  expect(await paymentsOf(session)).toHaveLength(1);
});

it('[PP3] two tabs that pay at the same moment make one payment', async () => {
  const { session, client, hosted } = await stack.openHost();
  const second = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
  await second.host();
  const payloads = await Promise.all([
    client.preparePayment(hosted, cardOf(TEST_CARDS.visa)),
    second.preparePayment(hosted, cardOf(TEST_CARDS.mastercard)),
  ]);
  const answers = await Promise.all([
    client.send('process_payment', payloads[0]),
    second.send('process_payment', payloads[1]),
  ]);
  expect(answers.map((answer) => answer.type).toSorted()).toEqual(['error', 'payment_result']);
  expect(await paymentsOf(session)).toHaveLength(1);
});

it('[PP2] a second tab is granted no challenge once it has heard that the first one paid', async () => {
  const { client, hosted } = await stack.openHost();
  const second = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
  const again = succeeded(await second.host());
  succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  await second.heard('payment:updated', ({ status }) => status === 'authorized');
  await expect(second.preparePayment(again, cardOf(TEST_CARDS.visa))).rejects.toThrow('already_paid');
  for (const tab of [client, second]) tab.close();
});

it('[HT7] a new generation closes the old host and is refused while a payment is in flight', async () => {
  hold();
  const { session, client, hosted } = await stack.openHost({ amount_minor: SLOW_MINOR });
  const paying = client.pay(hosted, cardOf(TEST_CARDS.visa));
  await client.heard('payment:updated', ({ status }) => status === 'processing');
  const early = await stack.request('POST', `/v1/sessions/${session.id}/token`);
  expect(early).toMatchObject({ status: 409, body: { error: { code: 'payment_in_flight' } } });
  expect(await stack.request('POST', `/v1/sessions/${session.id}/expire`)).toMatchObject({
    status: 409,
    body: { error: { code: 'session_status_conflict' } },
  });
  release();
  expect(await paying).toMatchObject({ payment: { status: 'authorized' } });

  const renewed = await stack.request('POST', `/v1/sessions/${session.id}/token`);
  expect(renewed).toMatchObject({ status: 200, body: { generation: 2, payment: { status: 'authorized' } } });
  expect(await client.heard('session:closed')).toEqual({ reason: 'new_generation' });
  await client.gone();

  const reloaded = await stack.connect({ pt_token: (renewed.body as Session).pt_token });
  expect(await reloaded.host()).toMatchObject({ session: { status: 'completed', payment: { status: 'authorized' } } });
  const stale = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
  expect(await stale.host()).toMatchObject({ code: 'conflict', detail: 'session_closed' });
});

it('[HT7] generations made at the same moment are each one’s own, and close every host before the latest', async () => {
  const { session, client } = await stack.openHost();
  const renew = () => stack.request('POST', `/v1/sessions/${session.id}/token`);
  const renewed = (await Promise.all(Array.from({ length: 4 }, renew))).map(({ body }) => body as Session);
  const inOrder = renewed.toSorted((a, b) => a.generation - b.generation);
  expect(inOrder.map(({ generation }) => generation)).toEqual([2, 3, 4, 5]);
  expect(await client.heard('session:closed')).toEqual({ reason: 'new_generation' });
  await client.gone();

  const latest = inOrder.pop();
  for (const { pt_token } of inOrder) {
    const stale = await stack.connect({ pt_token });
    expect(await stale.host()).toMatchObject({ code: 'conflict', detail: 'session_closed' });
    stale.close();
  }
  const reloaded = await stack.connect({ pt_token: latest?.pt_token });
  expect(await reloaded.host()).toMatchObject({ session: { status: 'open' } });
  reloaded.close();
});

it('[HT7] a new generation closes also the host of one whose server died before it told it', async () => {
  const { session, client } = await stack.openHost();
  const scope = { merchantId: stack.merchant.id, mode: session.mode } as const;
  const { deps } = stack.composed;
  expect(await deps.sessions.renew(session.id, scope, deps.clock.now())).toMatchObject({
    type: 'renewed',
    session: { generation: 2 },
  });
  for (const asked of ['payment_status', 'token_refresh'] as const)
    expect(await client.send(asked, {})).toMatchObject({ code: 'conflict', detail: 'session_closed' });
  expect(await stack.request('POST', `/v1/sessions/${session.id}/token`)).toMatchObject({ body: { generation: 3 } });
  expect(await client.heard('session:closed')).toEqual({ reason: 'new_generation' });
  await client.gone();
});

it('[RQ4] a shutdown lets a slow payment finish and says goodbye', async () => {
  hold();
  const own = await startTestStack({ sandboxDelay: () => gate.promise });
  const { client, hosted } = await own.openHost({ amount_minor: SLOW_MINOR });
  const paying = client.pay(hosted, cardOf(TEST_CARDS.visa));
  await client.heard('payment:updated', ({ status }) => status === 'processing');
  const closing = own.server.close();
  const ready = await fetch(`${own.url}/health/ready`);
  expect(ready.status).toBe(503);
  expect(await own.request('GET', '/v1/payments')).toMatchObject({
    status: 503,
    body: { error: { code: 'shutting_down' } },
  });
  expect(await client.send('payment_status', {})).toMatchObject({ detail: 'shutting_down', retryable: true });
  release();
  expect(await paying).toMatchObject({ payment: { status: 'authorized' } });
  expect(await client.heard('payment:updated', ({ status }) => status === 'authorized')).toBeDefined();
  expect(await client.heard('session:closed')).toEqual({ reason: 'shutting_down' });
  await closing;
  await own.close();
});
