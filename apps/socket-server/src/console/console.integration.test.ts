import { connectDatabase } from '@fieldfare/db';
import { CONSOLE_NAMESPACE, newId, Payment, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import type { ConsoleEvent, ConsolePushPayload, ConsoleRequest, ErrorAnswer, RefusalData } from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

type Update = ConsolePushPayload<'payment:updated'>;

let stack: TestStack;
const sockets: Socket[] = [];

beforeAll(async () => {
  stack = await startTestStack();
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await stack.close();
});

const open = async (auth: Record<string, unknown>, origin?: string) => {
  const socket = io(stack.url + CONSOLE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION, ...auth },
    extraHeaders: { origin: origin ?? stack.settings.origins.web },
  });
  sockets.push(socket);
  const updates: Update[] = [];
  socket.on('payment:updated', (update: Update) => updates.push(update));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error: Error & { data?: RefusalData }) => {
      socket.disconnect();
      reject(Object.assign(error, { refusal: error.data }));
    });
  });
  const send = <E extends ConsoleEvent>(event: E, payload: Omit<ConsoleRequest<E>, 'request_id'>) =>
    socket.timeout(5_000).emitWithAck(event, { request_id: newId('request'), ...payload }) as Promise<ErrorAnswer>;
  const heard = (fits: (update: Update) => boolean) => {
    const known = updates.find(fits);
    if (known) return Promise.resolve(known);
    return new Promise<Update>((resolve) => {
      socket.on('payment:updated', (update: Update) => fits(update) && resolve(update));
    });
  };
  return { socket, updates, send, heard };
};
const openAs = async (role: 'owner' | 'viewer', merchant = stack.merchant) => {
  const signedIn = await stack.signIn(role, merchant);
  return { signedIn, ...(await open({ token: signedIn.token })) };
};
const room = () => `merchant:${stack.merchant.id}:payments`;
const pay = async () => {
  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  client.close();
  return payment;
};

describe('the handshake', () => {
  it('[CN1] refuses who shows no console token, another kind of token, or another origin', async () => {
    const { token } = await stack.signIn('viewer');
    const { pt_token } = await stack.createSession();
    await expect(open({})).rejects.toMatchObject({ refusal: { status: 401, detail: 'auth_required' } });
    await expect(open({ token: pt_token })).rejects.toMatchObject({
      refusal: { status: 401, detail: 'invalid_token' },
    });
    for (const origin of ['https://evil.example', stack.settings.origins.fields]) {
      await expect(open({ token }, origin)).rejects.toMatchObject({
        refusal: { status: 403, detail: 'origin_mismatch' },
      });
    }
  });

  it('[HS6] refuses who speaks another version of the protocol, or names none', async () => {
    const { token } = await stack.signIn('viewer');
    for (const protocol of [PROTOCOL_VERSION + 1, undefined]) {
      await expect(open({ protocol, token })).rejects.toMatchObject({
        refusal: { code: 'invalid_request', detail: 'protocol_unsupported' },
      });
    }
  });

  it('[CN2] refuses a token whose console session has ended', async () => {
    const { token } = await stack.signIn('viewer');
    await stack.request('POST', '/v1/console/sign_out', { token });
    await expect(open({ token })).rejects.toMatchObject({ refusal: { status: 401, detail: 'session_ended' } });
  });
});

describe('rooms', () => {
  it('[RM1] bring every change of a payment, in order, each with its place', async () => {
    const console = await openAs('viewer');
    const subscribed = await console.send('subscribe', { room: room() });
    expect(subscribed).toMatchObject({ type: 'subscribed', room: room() });
    const payment = await pay();
    await stack.request('POST', `/v1/payments/${payment.id}/confirm`);
    await console.heard((update) => update.payload.id === payment.id && update.payload.status === 'captured');
    const mine = console.updates.filter((update) => update.payload.id === payment.id);
    const versions = mine.map((update) => update.payload.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    const first = (subscribed as unknown as { sequence: number }).sequence + 1;
    expect(console.updates.map((update) => update.sequence)).toEqual(mine.map((_, index) => first + index));
    for (const update of mine) {
      expect(Payment.safeParse(update.payload).success).toBe(true);
      expect(update).toMatchObject({ type: 'payment:updated', room: room() });
    }
  });

  it('[RM2] of one payment bring that payment alone', async () => {
    const [mine, other] = [await pay(), await pay()];
    const console = await openAs('owner');
    expect(await console.send('subscribe', { room: `payment:${mine.id}` })).toMatchObject({ type: 'subscribed' });
    await stack.request('POST', `/v1/payments/${other.id}/cancel`);
    await stack.request('POST', `/v1/payments/${mine.id}/cancel`);
    await console.heard((update) => update.payload.status === 'canceled');
    expect(new Set(console.updates.map((update) => update.payload.id))).toEqual(new Set([mine.id]));
  });

  it('[RM3] replay what was missed before they go on', async () => {
    const before = await openAs('viewer');
    const { sequence } = (await before.send('subscribe', { room: room() })) as unknown as { sequence: number };
    before.socket.disconnect();
    const [first, second] = [await pay(), await pay()];
    const witness = await openAs('viewer');
    await witness.send('subscribe', { room: `payment:${second.id}` });
    await stack.request('POST', `/v1/payments/${second.id}/confirm`);
    await witness.heard((update) => update.payload.status === 'captured');

    const after = await openAs('viewer');
    const answer = await after.send('subscribe', { room: room(), after_sequence: sequence });
    expect(after.updates.length).toBeGreaterThan(0);
    expect(answer).toMatchObject({ sequence: sequence + after.updates.length });
    // What was not yet told when the room was entered comes after it.
    await after.heard((update) => update.payload.id === first.id);
    await after.heard((update) => update.payload.id === second.id && update.payload.status === 'captured');
    expect(after.updates.map((update) => update.sequence)).toEqual(
      after.updates.map((_, index) => sequence + 1 + index),
    );
    expect(await after.send('subscribe', { room: room(), after_sequence: sequence + 10_000 })).toMatchObject({
      code: 'conflict',
      detail: 'sequence_unavailable',
    });
  });

  it('[RM4] are closed to everybody else', async () => {
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    const payment = await pay();
    const { send, signedIn } = await openAs('owner', stranger);
    const rooms = [
      room(),
      `merchant:${stack.merchant.id}:dashboard`,
      `payment:${payment.id}`,
      `user:${newId('user')}`,
      'role:ADMIN',
    ];
    for (const name of rooms) {
      expect(await send('subscribe', { room: name }), name).toMatchObject({
        code: 'permission_denied',
        detail: 'room_not_allowed',
      });
    }
    expect(await send('subscribe', { room: `console-session:${newId('consoleSession')}` })).toMatchObject({
      code: 'validation_error',
    });
    expect(await send('subscribe', { room: `user:${signedIn.user.id}` })).toMatchObject({ type: 'subscribed' });
    expect(await send('subscribe', { room: 'broadcast' })).toMatchObject({ type: 'subscribed' });
  });

  it('[RM5] are left when asked, and when the membership ends', async () => {
    const merchant = await createTestMerchant(stack.composed, 'Leaving');
    const console = await openAs('owner', merchant);
    const name = `merchant:${merchant.id}:payments`;
    const members = () => stack.server.io.of(CONSOLE_NAMESPACE).adapter.rooms.get(name)?.size ?? 0;
    await console.send('subscribe', { room: name });
    expect(await console.send('unsubscribe', { room: name })).toMatchObject({ type: 'unsubscribed' });
    expect(members()).toBe(0);
    await console.send('subscribe', { room: name });
    expect(members()).toBe(1);
    const asOwner = connectDatabase({ url: stack.database.ownerUrl });
    await asOwner.prisma.membership.deleteMany({ where: { merchantId: merchant.id } });
    await asOwner.close();
    await expect.poll(members, { timeout: 3_000 }).toBe(0);
    expect(await console.send('subscribe', { room: name })).toMatchObject({ detail: 'room_not_allowed' });
  });
});

describe('the connection', () => {
  it('[CN3] answers a ping, and names what it does not understand', async () => {
    const { send, socket } = await openAs('viewer');
    expect(await send('ping', {})).toMatchObject({ type: 'pong' });
    expect(await socket.timeout(5_000).emitWithAck('explode', {})).toMatchObject({ detail: 'unknown_event' });
    expect(
      await socket.timeout(5_000).emitWithAck('subscribe', { request_id: 'req_12345', room: 'kitchen' }),
    ).toMatchObject({
      code: 'validation_error',
      param: 'room',
      request_id: 'req_12345',
    });
  });

  it('[CN4] closes every window of a console session that signs out, and no other', async () => {
    const { signedIn, socket } = await openAs('owner');
    const twin = await open({ token: signedIn.token });
    const other = await openAs('owner');
    const told = Promise.all(
      [socket, twin.socket].map((one) => new Promise((resolve) => one.once('session:sync', resolve))),
    );
    const gone = Promise.all(
      [socket, twin.socket].map((one) => new Promise((resolve) => one.once('disconnect', resolve))),
    );
    await stack.request('POST', '/v1/console/sign_out', { token: signedIn.token });
    for (const push of await told) {
      expect(push).toMatchObject({ payload: { action: 'signed_out' }, room: `user:${signedIn.user.id}` });
    }
    await gone;
    expect(other.socket.connected).toBe(true);
  });

  it('[CN5] is told before its token expires, lives on with the next one and ends without', async () => {
    const own = await startTestStack({ runsJobs: false });
    const shared = stack;
    stack = own;
    try {
      const kept = await openAs('owner');
      const dropped = await openAs('viewer');
      const foreign = [await stack.signIn('viewer'), await stack.signIn('owner')];
      const told = new Promise<{ expires_at: string }>((resolve) => kept.socket.once('token_expiring', resolve));
      own.clock.advance(4 * 60_000 + 5_000);
      expect((await told).expires_at).toBe(kept.signedIn.expires_at);
      const body = { refresh_token: kept.signedIn.refresh_token };
      const next = (await own.request('POST', '/v1/console/refresh', { token: null, body })).body as {
        token: string;
        expires_at: string;
      };
      for (const { token } of foreign)
        expect(await kept.send('token_refresh', { token })).toMatchObject({ detail: 'token_mismatch' });
      expect(await kept.send('token_refresh', { token: next.token })).toMatchObject({
        type: 'token',
        expires_at: next.expires_at,
      });
      // An older token takes nothing away.
      expect(await kept.send('token_refresh', { token: kept.signedIn.token })).toMatchObject({
        expires_at: next.expires_at,
      });
      const gone = new Promise((resolve) => dropped.socket.once('disconnect', resolve));
      own.clock.advance(60_000);
      await gone;
      expect(kept.socket.connected).toBe(true);
      const toldAgain = new Promise((resolve) => kept.socket.once('token_expiring', resolve));
      own.clock.advance(3 * 60_000 + 1_000);
      expect(await toldAgain).toEqual({ expires_at: next.expires_at });
    } finally {
      stack = shared;
      await own.close();
    }
  });
});
