import { FIELDS_NAMESPACE } from '@fieldfare/protocol';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startBeside } from '../testing/start-beside.ts';
import type { ServerBeside } from '../testing/start-beside.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';
import type { FieldsConnection } from './fields-socket.ts';

const MINUTE_MS = 60_000;

describe('while time passes', () => {
  let stack: TestStack;
  // Each test moves the clock, so each has one of its own.
  beforeEach(async () => {
    stack = await startTestStack({ runsJobs: false });
    return () => stack.close();
  });
  const endingIn = (ms: number) => ({ expires_at: new Date(stack.clock.now().getTime() + ms).toISOString() });

  it('[HT8] a dropped host resumes long after its PT token ran out, and pays once', async () => {
    const { session, client, hosted } = await stack.openHost();
    client.close();
    stack.clock.advance(16 * MINUTE_MS);
    await expect(stack.connect({ pt_token: session.pt_token })).rejects.toThrow('token_expired');
    const resumed = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
    const again = succeeded(await resumed.host());
    expect(again.session_key).toBe(hosted.session_key);
    expect(succeeded(await resumed.pay(again, cardOf(TEST_CARDS.visa))).payment.status).toBe('authorized');
  });

  it('[TK3] a host is told once, a minute before its token runs out', async () => {
    const { session, client } = await stack.openHost(endingIn(10 * MINUTE_MS));
    const early = client.pushes.filter(({ event }) => event === 'token_expiring');
    stack.clock.advance(9 * MINUTE_MS + 1_000);
    expect(await client.heard('token_expiring')).toEqual({ expires_at: session.expires_at });
    // Once this one is closed the sweep has been by again.
    const shorter = await stack.openHost(endingIn(MINUTE_MS / 2));
    stack.clock.advance(MINUTE_MS / 2);
    await shorter.client.gone();
    stack.clock.advance(2 * MINUTE_MS);
    await client.gone();
    expect(early).toEqual([]);
    expect(client.pushes.filter(({ event }) => event === 'token_expiring')).toHaveLength(1);
  });

  it('[TK3] a host that got the next token is told before that one runs out, too', async () => {
    const { session, client } = await stack.openHost(endingIn(10 * MINUTE_MS));
    stack.clock.advance(9 * MINUTE_MS + 1_000);
    await client.heard('token_expiring');
    const later = new Date(stack.clock.now().getTime() + 30 * MINUTE_MS);
    await stack.composed.database.prisma.session.update({ where: { id: session.id }, data: { expiresAt: later } });
    succeeded(await client.send('token_refresh', {}));
    stack.clock.advance(29 * MINUTE_MS + 1_000);
    const told = await client.heard('token_expiring', ({ expires_at }) => expires_at !== session.expires_at);
    expect(told).toEqual({ expires_at: later.toISOString() });
    client.close();
  });

  it('[TK4] token_refresh answers host token and payload key for as long as the session lives by now, without reconnecting', async () => {
    const { session, client, hosted } = await stack.openHost(endingIn(10 * MINUTE_MS));
    const later = new Date(stack.clock.now().getTime() + 30 * MINUTE_MS);
    await stack.composed.database.prisma.session.update({ where: { id: session.id }, data: { expiresAt: later } });
    const answer = succeeded(await client.send('token_refresh', {}));
    expect(answer.type).toBe('token');
    const exp = Math.floor(later.getTime() / 1_000);
    expect(decodeJwt(answer.host_token)).toMatchObject({ exp, cnf: decodeJwt(hosted.host_token)['cnf'] });
    expect(Date.parse(answer.expires_at)).toBe(exp * 1_000);
    expect(decodeProtectedHeader(answer.payload_key).typ).toBe('fieldfare-payload-key+jwt');
    stack.clock.advance(12 * MINUTE_MS);
    expect(await client.send('payment_status', {})).toMatchObject({ type: 'payment_status' });
    client.close();
    const resumed = await stack.connect({ host_token: answer.host_token }, { keys: client.keys });
    expect(await resumed.host()).toMatchObject({ type: 'host_resumed' });
  });

  it('[TK4] token_refresh refuses a session that has ended, and a connection that has not proven its host', async () => {
    const proving = await stack.connect({ pt_token: (await stack.createSession()).pt_token });
    expect(await proving.send('token_refresh', {})).toMatchObject({ detail: 'not_hosted' });
    const { session, client } = await stack.openHost();
    await stack.composed.database.prisma.session.update({ where: { id: session.id }, data: { status: 'expired' } });
    expect(await client.send('token_refresh', {})).toMatchObject({ code: 'conflict', detail: 'session_closed' });
  });

  it('[TK4] token_refresh refuses a session whose time is over, though a payment that is answered keeps it open', async () => {
    const { client } = await stack.openHost(endingIn(10 * MINUTE_MS));
    const idle = await stack.openHost(endingIn(10 * MINUTE_MS));
    const served = stack.server.io.of(FIELDS_NAMESPACE).sockets.get(client.socket.id ?? '');
    const connection = served?.data.connection as FieldsConnection;
    connection.underWay++;
    stack.clock.advance(10 * MINUTE_MS);
    await idle.client.gone();
    expect(await client.send('token_refresh', {})).toMatchObject({ code: 'conflict', detail: 'session_closed' });
    connection.underWay--;
    expect(await client.heard('session:closed')).toEqual({ reason: 'expired' });
  });
});

describe('on two servers', () => {
  let stack: TestStack;
  let second: ServerBeside;
  beforeAll(async () => {
    stack = await startTestStack();
    second = await startBeside(stack, { runsJobs: false });
  });
  afterAll(async () => {
    await second.close();
    await stack.close();
  });
  const onBoth = async () => {
    const { client, hosted } = await stack.openHost();
    const twin = await second.connect({ host_token: hosted.host_token }, { keys: client.keys });
    succeeded(await twin.host());
    return { client, hosted, twin };
  };

  it('[CH3] a challenge that one server has spent begins nothing on the other', async () => {
    const { client, hosted, twin } = await onBoth();
    const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.declined));
    expect(succeeded(await client.send('process_payment', payload)).payment.status).toBe('declined');
    expect(await twin.send('process_payment', payload)).toMatchObject({
      code: 'permission_denied',
      detail: 'challenge_replayed',
    });
  });

  it('[CH3] [PP3] of two servers that are handed one challenge at once, one pays', async () => {
    const { client, hosted, twin } = await onBoth();
    const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
    const answers = await Promise.all([client, twin].map((one) => one.send('process_payment', payload)));
    expect(answers.map(({ type }) => type).toSorted()).toEqual(['error', 'payment_result']);
  });

  it('[SB1] a sibling token that one server has spent opens nothing on the other', async () => {
    const { client, twin } = await onBoth();
    const { tokens } = succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp'] }));
    const redeem = { kind: 'card-exp', sibling_token: tokens[0]?.sibling_token ?? '' } as const;
    expect(await client.send('sibling:connect', redeem)).toMatchObject({ type: 'sibling_session' });
    expect(await twin.send('sibling:connect', redeem)).toMatchObject({ detail: 'sibling_token_spent' });
  });

  it('[PP5] a repeat on the other server is answered by the payment that was made', async () => {
    const { client, hosted, twin } = await onBoth();
    const payload = { ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))), request_id: 'req_on_both_1' };
    const first = succeeded(await client.send('process_payment', payload));
    const again = succeeded(await twin.send('process_payment', payload));
    expect(again.payment.id).toBe(first.payment.id);
  });
});
