import { newId, type ConsoleTokenAnswer, type Payment } from '@fieldfare/protocol';
import { beforeEach, expect, test, vi } from 'vitest';
import { SignedOutError } from '../api/token-source.ts';
import { aPayment } from '../testing/a-payment.ts';
import { LiveConnection, type ConnectionState } from './live-connection.ts';
import type { LiveSocket } from './live-socket.ts';

const MERCHANT = newId('merchant');
const ROOM = `merchant:${MERCHANT}:payments`;
const NOW = '2026-11-01T10:00:00.000Z';

class FakeSocket implements LiveSocket {
  readonly listeners = new Map<string, (payload: unknown) => void>();
  readonly asked: { event: string; payload: Record<string, unknown> }[] = [];
  readonly token: string;
  isClosed = false;
  answer: (event: string) => unknown = (event) =>
    event === 'subscribe'
      ? { type: 'subscribed', request_id: 'r', timestamp: NOW, room: ROOM, sequence: 7 }
      : { type: 'token', request_id: 'r', timestamp: NOW, expires_at: NOW };

  constructor(token: string) {
    this.token = token;
  }

  on(event: string, listener: (payload: unknown) => void) {
    this.listeners.set(event, listener);
  }

  async ask(event: string, payload: unknown) {
    this.asked.push({ event, payload: payload as Record<string, unknown> });
    return this.answer(event);
  }

  close() {
    this.isClosed = true;
  }

  async receive(event: string, payload?: unknown) {
    this.listeners.get(event)?.(payload);
    await settle();
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const push = (payment: Payment, sequence: number) => ({
  type: 'payment:updated',
  payload: payment,
  timestamp: NOW,
  correlation_id: null,
  room: ROOM,
  sequence,
});

let sockets: FakeSocket[];
let states: ConnectionState[];
let waits: { run: () => void; delayMs: number; isCanceled: boolean }[];
let signedOut: boolean;
const getToken = vi.fn<(options?: { isFresh?: boolean }) => Promise<ConsoleTokenAnswer>>();
const onPayment = vi.fn<(payment: Payment) => void>();
const onResync = vi.fn<() => void>();
const onSignedOut = vi.fn<() => void>();
let live: LiveConnection;

const last = () => {
  const socket = sockets.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

beforeEach(async () => {
  [sockets, states, waits, signedOut] = [[], [], [], false];
  vi.clearAllMocks();
  getToken.mockImplementation(async ({ isFresh = false } = {}) => {
    if (signedOut) throw new SignedOutError();
    return { token: isFresh ? 'fresh' : 'held' } as ConsoleTokenAnswer;
  });
  live = new LiveConnection({
    openSocket: (token) => {
      const socket = new FakeSocket(token);
      sockets.push(socket);
      return socket;
    },
    tokens: { get: getToken },
    merchantId: MERCHANT,
    onState: (state) => states.push(state),
    onPayment,
    onResync,
    onSignedOut,
    later: (run, delayMs) => {
      const wait = { run, delayMs, isCanceled: false };
      waits.push(wait);
      return () => {
        wait.isCanceled = true;
      };
    },
    random: () => 0,
  });
  live.start();
  await settle();
});

test('says connected only once it has subscribed, and then reads again', async () => {
  expect(states).toEqual(['connecting']);
  await last().receive('connect');
  expect(states).toEqual(['connecting', 'connected']);
  expect(last().asked[0]).toMatchObject({ event: 'subscribe', payload: { room: ROOM } });
  expect(onResync).toHaveBeenCalledTimes(1);
});

test('after a loss it asks for what came after the last push it saw', async () => {
  await last().receive('connect');
  await last().receive('payment:updated', push(aPayment(), 12));
  expect(onPayment).toHaveBeenCalledTimes(1);
  await last().receive('disconnect', 'transport close');
  expect(states.at(-1)).toBe('reconnecting');
  waits.at(-1)?.run();
  await settle();
  await last().receive('connect');
  expect(last().asked[0]?.payload['after_sequence']).toBe(12);
  expect(onResync).toHaveBeenCalledTimes(2);
});

test('waits longer after each failure, and short again after a success', async () => {
  for (const _ of [1, 2, 3]) {
    await last().receive('connect_error', new Error('refused'));
    waits.at(-1)?.run();
    await settle();
  }
  expect(waits.map((wait) => wait.delayMs)).toEqual([1_000, 2_000, 4_000]);
  await last().receive('connect');
  await last().receive('disconnect', 'ping timeout');
  expect(waits.at(-1)?.delayMs).toBe(1_000);
});

test('a refused token is replaced before the next attempt', async () => {
  await last().receive(
    'connect_error',
    Object.assign(new Error('no'), { data: { status: 401, code: 'authentication_error' } }),
  );
  waits.at(-1)?.run();
  await settle();
  expect(last().token).toBe('fresh');
});

test('a token about to end is replaced over the open socket', async () => {
  await last().receive('connect');
  await last().receive('token_expiring', { expires_at: NOW });
  expect(last().asked.at(-1)).toMatchObject({ event: 'token_refresh', payload: { token: 'fresh' } });
  expect(states.at(-1)).toBe('connected');
});

test('a sign-out elsewhere ends this tab when its own session is over, and not otherwise', async () => {
  await last().receive('connect');
  const sync = {
    type: 'session:sync',
    payload: { action: 'signed_out' },
    timestamp: NOW,
    correlation_id: null,
    room: 'user:usr_1',
    sequence: 1,
  };
  await last().receive('session:sync', sync);
  expect(onSignedOut).not.toHaveBeenCalled();
  signedOut = true;
  await last().receive('session:sync', sync);
  expect(onSignedOut).toHaveBeenCalledTimes(1);
  expect(states.at(-1)).toBe('disconnected');
  expect(last().isClosed).toBe(true);
});

test('retries at once when asked, and only while it waits', async () => {
  live.retryNow();
  expect(sockets).toHaveLength(1);
  await last().receive('connect_error', new Error('offline'));
  live.retryNow();
  await settle();
  expect(waits[0]?.isCanceled).toBe(true);
  expect(sockets).toHaveLength(2);
});

test('a subscription that is refused is a lost connection', async () => {
  last().answer = () => ({
    type: 'error',
    code: 'permission_denied',
    detail: 'x',
    message: 'x',
    retryable: false,
    request_id: 'r',
    timestamp: NOW,
  });
  await last().receive('connect');
  expect(states.at(-1)).toBe('reconnecting');
});

test('when what was missed cannot be told again it starts anew, at once', async () => {
  await last().receive('connect');
  await last().receive('disconnect', 'transport close');
  waits.at(-1)?.run();
  await settle();
  const socket = last();
  const subscribed = socket.answer;
  socket.answer = () => {
    socket.answer = subscribed;
    return {
      type: 'error',
      code: 'conflict',
      detail: 'sequence_unavailable',
      message: 'x',
      retryable: false,
      request_id: 'r',
      timestamp: NOW,
    };
  };
  await socket.receive('connect');
  expect(socket.asked.map(({ payload }) => payload['after_sequence'])).toEqual([7, undefined]);
  expect(states.at(-1)).toBe('connected');
  expect(onResync).toHaveBeenCalledTimes(2);
});

test('a push that cannot be read is not trusted: everything is read again', async () => {
  await last().receive('connect');
  await last().receive('payment:updated', { type: 'payment:updated', payload: { id: 1 } });
  expect(onPayment).not.toHaveBeenCalled();
  expect(onResync).toHaveBeenCalledTimes(2);
});

test('after stop nothing is opened and nothing is heard', async () => {
  await last().receive('connect');
  live.stop();
  await last().receive('disconnect', 'io client disconnect');
  await last().receive('payment:updated', push(aPayment(), 13));
  expect(waits).toHaveLength(0);
  expect(onPayment).not.toHaveBeenCalled();
});
