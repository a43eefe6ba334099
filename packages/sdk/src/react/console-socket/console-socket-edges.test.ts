import { beforeEach, expect, test, vi } from 'vitest';
import { createFakeConsole, Over } from '../../testing/fake-console.ts';
import type { FakeWait } from '../../testing/fake-console.ts';
import { settle } from '../../testing/fake-transport.ts';
import type { FakeTransport } from '../../testing/fake-transport.ts';
import { ConsoleSocket } from './console-socket.ts';

const ROOM = 'merchant:mer_1:payments';
const push = (sequence: unknown, type = 'payment:updated', payload: object = {}) => ({
  type,
  payload,
  room: ROOM,
  sequence,
});
const signedOut = push(0, 'session:sync', { action: 'signed_out' });

let transports: FakeTransport[];
let waits: FakeWait[];
const token = vi.fn<(options: { isFresh: boolean }) => Promise<string>>();
const heard = vi.fn<(sequence: number) => void>();
const subscribed = vi.fn<(how: { isComplete: boolean }) => void>();
const listener = { push: ({ sequence }: { sequence: number }) => heard(sequence), subscribed };
let socket: ConsoleSocket;

const last = () => transports.at(-1) ?? expect.fail('no connection was opened');
const retry = async () => {
  waits.shift()?.run();
  await settle();
};
const roomsAsked = (transport = last()) =>
  transport.asked.map(({ event, payload }) => `${event} ${String(payload['room'])}`);

beforeEach(() => {
  vi.clearAllMocks();
  token.mockImplementation(async ({ isFresh }) => (isFresh ? 'fresh' : 'held'));
  const fake = createFakeConsole(token);
  ({ transports, waits } = fake);
  socket = new ConsoleSocket(fake.deps);
});

const connect = async () => {
  socket.start();
  await settle();
  await last().receive('connect');
};

test('opens one connection however often it is started', async () => {
  socket.start();
  await connect();
  socket.start();
  await settle();
  expect([socket.snapshot.state, transports.length]).toEqual(['connected', 1]);
});

test('waits a second again after it was stopped and started', async () => {
  await connect();
  await last().receive('disconnect');
  await retry();
  await last().receive('connect_error');
  socket.stop();
  socket.start();
  await settle();
  await last().receive('connect_error');
  expect(waits.map(({ delayMs }) => delayMs)).toEqual([1_000]);
});

test('a stop while it waits for the next try, or for a server to take over, leaves nothing waiting', async () => {
  await connect();
  await last().receive('disconnect', 'io server disconnect');
  expect(waits).toHaveLength(1);
  socket.stop();
  expect(waits).toEqual([]);
  await connect();
  await last().receive('disconnect');
  expect(waits).toHaveLength(1);
  socket.stop();
  expect(waits).toEqual([]);
  const before = transports.length;
  socket.reconnect();
  await settle();
  expect(transports).toHaveLength(before);
});

test('a stop while a token is fetched opens nothing and shows no loss, whatever comes of it', async () => {
  for (const settleIt of [
    (resolve: (token: string) => void) => resolve('late'),
    (_: unknown, fail: () => void) => fail(),
  ]) {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    token.mockReturnValueOnce(promise);
    socket.start();
    socket.stop();
    settleIt(resolve, () => reject(new Error('too late')));
    await settle();
    expect([socket.snapshot.state, transports, waits]).toEqual(['disconnected', [], []]);
  }
});

test('is asked to try at once only while it waits', async () => {
  await connect();
  await last().receive('disconnect');
  await retry();
  socket.reconnect();
  await settle();
  expect([transports.length, waits]).toEqual([2, []]);
});

test('is like any other once it was begun anew after its session was over', async () => {
  await connect();
  token.mockRejectedValueOnce(new Over());
  await last().receive('session:sync', signedOut);
  socket.reconnect();
  await settle();
  await last().receive('connect_error');
  socket.reconnect();
  await settle();
  expect([transports.length, waits]).toEqual([3, []]);
});

test('stays closed for who has stopped it after its session was over', async () => {
  await connect();
  token.mockRejectedValueOnce(new Over());
  await last().receive('session:sync', signedOut);
  socket.stop();
  socket.reconnect();
  await settle();
  expect([socket.snapshot.state, transports.length]).toEqual(['disconnected', 1]);
});

test('joins nothing again for what another window shows', async () => {
  socket.subscribe(ROOM, listener);
  await connect();
  await last().receive('session:sync', push(8, 'session:sync', { action: 'state', state: {} }));
  expect([heard.mock.calls, roomsAsked()]).toEqual([[[8]], [`subscribe ${ROOM}`]]);
});

test('is not over for who has stopped it', async () => {
  await connect();
  const { promise, reject } = Promise.withResolvers<string>();
  token.mockReturnValueOnce(promise);
  await last().receive('session:sync', signedOut);
  socket.stop();
  reject(new Over());
  await settle();
  expect(socket.snapshot).toEqual({ state: 'disconnected', lastError: null });
});

test('stays where it cannot be said whether the session is over', async () => {
  await connect();
  token.mockRejectedValueOnce(new Error('no answer'));
  await last().receive('session:sync', signedOut);
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('asks once for a room, whoever listens and whenever they came', async () => {
  socket.start();
  await settle();
  socket.subscribe(ROOM, listener);
  await last().receive('connect');
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`]);
  const second = vi.fn<(how: { isComplete: boolean }) => void>();
  socket.subscribe(ROOM, { push: () => undefined, subscribed: second });
  await settle();
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`]);
  expect(second).toHaveBeenCalledExactlyOnceWith({ isComplete: false });
});

test('stays in a room for its other listeners, and leaves it once, for good', async () => {
  await connect();
  const leaves = [socket.subscribe(ROOM, listener), socket.subscribe(ROOM, { push: () => undefined })];
  await settle();
  leaves[0]?.();
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`]);
  leaves[1]?.();
  leaves[1]?.();
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`, `unsubscribe ${ROOM}`]);
  const again = socket.subscribe(ROOM, listener);
  await settle();
  leaves[1]?.();
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`, `unsubscribe ${ROOM}`, `subscribe ${ROOM}`]);
  again();
  await last().receive('disconnect');
  await retry();
  await last().receive('connect');
  expect(roomsAsked()).toEqual([]);
});

test('asks under the name that it is given, and refuses to without a connection', async () => {
  await expect(socket.ask('ping', {})).rejects.toThrow('not connected');
  await connect();
  await socket.ask('state:publish', { request_id: 'req_of_the_page', state: {} });
  await socket.ask('ping', {});
  expect(last().asked[0]?.payload).toEqual({ request_id: 'req_of_the_page', state: {} });
  expect(last().asked[1]?.payload['request_id']).toMatch(/^req_/);
  await last().receive('disconnect', 'io server disconnect');
  expect(transports[0]?.isClosed).toBe(true);
});

test('asks a connection that was handed over nothing while there is no other', async () => {
  await connect();
  token.mockReturnValueOnce(new Promise(() => undefined));
  await last().receive('disconnect', 'io server disconnect');
  await expect(socket.ask('ping', {})).rejects.toThrow('not connected');
});

test('hears nothing of a connection that it has left', async () => {
  socket.subscribe(ROOM, listener);
  await connect();
  const [former] = transports;
  await last().receive('disconnect');
  await retry();
  await last().receive('connect');
  await former?.receive('payment:updated', push(8));
  await former?.receive('disconnect');
  expect(heard).not.toHaveBeenCalled();
  expect(socket.snapshot.state).toBe('connected');
});

test('takes no answer of a connection that was lost meanwhile', async () => {
  socket.subscribe(ROOM, listener);
  socket.subscribe('broadcast', { push: () => undefined });
  socket.start();
  await settle();
  const { promise, resolve } = Promise.withResolvers<object>();
  last().answer = () => promise;
  await last().receive('connect');
  await last().receive('disconnect');
  resolve({ type: 'subscribed', sequence: 90 });
  await settle();
  expect(subscribed).not.toHaveBeenCalled();
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`]);
  await retry();
  await last().receive('connect');
  expect(last().asked[0]?.payload['after_sequence']).toBeUndefined();
});

test('loses the connection where a room cannot be had in either way', async () => {
  socket.subscribe(ROOM, listener);
  socket.start();
  await settle();
  last().answer = () => ({ type: 'error', code: 'conflict', detail: 'sequence_unavailable' });
  await last().receive('connect');
  expect(roomsAsked()).toEqual([`subscribe ${ROOM}`]);
  expect(socket.snapshot).toMatchObject({ state: 'reconnecting', lastError: { detail: 'sequence_unavailable' } });
});

test.each([undefined, null, 'a text', { type: 'payment:updated' }, push('8'), push(8, 7 as never)])(
  'passes over what is no envelope: %j',
  async (payload) => {
    socket.subscribe(ROOM, listener);
    await connect();
    await last().receive('payment:updated', payload);
    await last().receive('payment:updated', push(8));
    expect(heard.mock.calls).toEqual([[8]]);
  },
);

test.each([
  'payment:updated',
  'own_payment:updated',
  'approval:updated',
  'team:updated',
  'notification:new',
  'system:broadcast',
  'session:sync',
])('hears %s', async (type) => {
  socket.subscribe(ROOM, listener);
  await connect();
  await last().receive(type, push(8, type));
  expect(heard.mock.calls).toEqual([[8]]);
});

test('asks for another token only where its own was refused', async () => {
  await connect();
  await last().receive('connect_error', { data: { status: 401, detail: 'invalid_token' } });
  await retry();
  await last().receive('connect');
  await last().receive('disconnect');
  await retry();
  expect(token.mock.calls.map(([{ isFresh }]) => isFresh)).toEqual([false, true, false]);
});

test('connects anew where its next token is refused', async () => {
  await connect();
  last().answer = () => ({ type: 'error', code: 'permission_denied', detail: 'token_mismatch', message: 'Another.' });
  await last().receive('token_expiring');
  expect(socket.snapshot).toMatchObject({
    state: 'reconnecting',
    lastError: { detail: 'token_mismatch', message: 'Another.' },
  });
});

test('a token that comes too late, or never, does nothing to the connection after', async () => {
  for (const finish of ['resolve', 'reject'] as const) {
    await connect();
    const late = Promise.withResolvers<string>();
    token.mockReturnValueOnce(late.promise);
    const former = last();
    await last().receive('token_expiring');
    await last().receive('disconnect');
    await retry();
    await last().receive('connect');
    if (finish === 'resolve') late.resolve('late');
    else late.reject(new Error('no answer'));
    await settle();
    expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
    expect([...former.asked, ...last().asked]).toEqual([]);
    socket.stop();
  }
});

test('a refusal of the former connection’s token does nothing to the one after', async () => {
  await connect();
  const answer = Promise.withResolvers<object>();
  last().answer = () => answer.promise;
  await last().receive('token_expiring');
  await last().receive('disconnect');
  await retry();
  await last().receive('connect');
  answer.resolve({ type: 'error', code: 'authentication_error', detail: 'session_ended' });
  await settle();
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('tells nobody who has stopped to observe', async () => {
  const observer = vi.fn<() => void>();
  socket.observe(observer)();
  await connect();
  expect(observer).not.toHaveBeenCalled();
});
