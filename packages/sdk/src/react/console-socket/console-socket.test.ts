import { beforeEach, expect, test, vi } from 'vitest';
import { ConsoleSocket } from './console-socket.ts';
import type { SocketState } from './console-socket.ts';
import type { RoomPush } from './room.ts';
import { createFakeConsole, Over } from '../../testing/fake-console.ts';
import type { FakeWait } from '../../testing/fake-console.ts';
import { settle } from '../../testing/fake-transport.ts';
import type { FakeTransport } from '../../testing/fake-transport.ts';

const ROOM = 'merchant:mer_1:payments';

const push = (sequence: number) => ({ type: 'payment:updated', payload: {}, room: ROOM, sequence });

let transports: FakeTransport[];
let states: SocketState[];
let waits: FakeWait[];
let heard: number[];
let isOver: boolean;
const token = vi.fn<(options: { isFresh: boolean }) => Promise<string>>();
const subscribed = vi.fn<(how: { isComplete: boolean }) => void>();
const refused = vi.fn<(detail: string, message: string) => void>();
let socket: ConsoleSocket;

const last = () => {
  const transport = transports.at(-1);
  if (!transport) throw new Error('no connection was opened');
  return transport;
};
const loseAndReturn = async () => {
  await last().receive('disconnect');
  waits.at(-1)?.run();
  await settle();
};

beforeEach(async () => {
  [states, heard, isOver] = [[], [], false];
  vi.clearAllMocks();
  token.mockImplementation(async ({ isFresh }) => {
    if (isOver) throw new Over();
    return isFresh ? 'fresh' : 'held';
  });
  const fake = createFakeConsole(token);
  ({ transports, waits } = fake);
  socket = new ConsoleSocket(fake.deps);
  socket.observe(() => {
    if (states.at(-1) !== socket.snapshot.state) states.push(socket.snapshot.state);
  });
  socket.subscribe(ROOM, { push: (one: RoomPush) => heard.push(one.sequence), subscribed, refused });
  socket.start();
  await settle();
});

test('is connected only once its rooms are heard', async () => {
  expect(states).toEqual(['connecting']);
  await last().receive('connect');
  expect(states).toEqual(['connecting', 'connected']);
  expect(last().asked[0]).toMatchObject({ event: 'subscribe', payload: { room: ROOM } });
  expect(subscribed).toHaveBeenCalledExactlyOnceWith({ isComplete: false });
});

test('hears each push once and in order, and asks for what is between', async () => {
  await last().receive('connect');
  await last().receive('payment:updated', push(8));
  await last().receive('payment:updated', push(8));
  await last().receive('payment:updated', push(10));
  expect(heard).toEqual([8]);
  expect(last().asked.at(-1)).toMatchObject({ event: 'subscribe', payload: { after_sequence: 8 } });
});

test('hears nothing twice where a push overtakes the answer to its subscription', async () => {
  const heardFirst = last().ask.bind(last());
  last().ask = async (event, payload) => {
    const answer = await heardFirst(event, payload);
    last().listeners.get('payment:updated')?.(push(8));
    return answer;
  };
  await last().receive('connect');
  await last().receive('payment:updated', push(9));
  expect(heard).toEqual([8, 9]);
  expect(last().asked).toHaveLength(1);
});

test('takes up where it was after a loss, and says that nothing is missing', async () => {
  await last().receive('connect');
  await last().receive('payment:updated', push(8));
  await loseAndReturn();
  last().answer = () => ({ type: 'subscribed', room: ROOM, sequence: 8 });
  await last().receive('connect');
  expect(last().asked[0]).toMatchObject({ payload: { after_sequence: 8 } });
  expect(subscribed).toHaveBeenLastCalledWith({ isComplete: true });
});

test('reads anew where what was missed is too much to be told', async () => {
  await last().receive('connect');
  await loseAndReturn();
  last().answer = () => {
    last().answer = () => ({ type: 'subscribed', room: ROOM, sequence: 90 });
    return { type: 'error', code: 'conflict', detail: 'sequence_unavailable' };
  };
  await last().receive('connect');
  expect(last().asked.map(({ payload }) => payload['after_sequence'])).toEqual([7, undefined]);
  expect(subscribed).toHaveBeenLastCalledWith({ isComplete: false });
});

test('waits 1, 2, 4, 8, 16 and then 30 seconds, from the start again once it was connected', async () => {
  for (let i = 0; i < 7; i++) await loseAndReturn();
  expect(states.at(-1)).toBe('reconnecting');
  await last().receive('connect');
  await last().receive('disconnect');
  expect(waits.map(({ delayMs }) => delayMs / 1_000)).toEqual([1, 2, 4, 8, 16, 30, 30, 1]);
});

test('is handed over by a server that ends without a word of it, unless that takes long', async () => {
  await last().receive('connect');
  await last().receive('disconnect', 'io server disconnect');
  expect(transports).toHaveLength(2);
  await last().receive('connect');
  expect(last().asked[0]).toMatchObject({ payload: { after_sequence: 7 } });
  expect([states, waits]).toEqual([['connecting', 'connected'], []]);
  await last().receive('disconnect', 'io server disconnect');
  waits.at(-1)?.run();
  expect(socket.snapshot).toMatchObject({ state: 'reconnecting', lastError: { detail: 'unreachable' } });
  await last().receive('connect');
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('shows no loss where the server that takes over ends as well', async () => {
  await last().receive('connect');
  await last().receive('disconnect', 'io server disconnect');
  await last().receive('disconnect', 'io server disconnect');
  expect(waits.map(({ delayMs }) => delayMs)).toEqual([2_000]);
  await last().receive('connect');
  expect([socket.snapshot.state, waits]).toEqual(['connected', []]);
});

test('waits as after any loss where nobody takes over', async () => {
  await last().receive('connect');
  await last().receive('disconnect', 'io server disconnect');
  await last().receive('connect_error', new Error('refused'));
  expect(socket.snapshot.state).toBe('reconnecting');
  expect(waits.map(({ delayMs }) => delayMs)).toEqual([1_000]);
});

test('tries at once when asked, and says what went wrong', async () => {
  const data = { status: 429, detail: 'too_many_connections', request_id: 'req_1' };
  await last().receive('connect_error', Object.assign(new Error('Too many are open.'), { data }));
  expect(socket.snapshot).toEqual({
    state: 'reconnecting',
    lastError: { detail: 'too_many_connections', status: 429, message: 'Too many are open.', requestId: 'req_1' },
  });
  socket.reconnect();
  await settle();
  expect(transports).toHaveLength(2);
  await last().receive('connect');
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('gets a new token when its own is refused, and before it runs out', async () => {
  await last().receive('connect_error', { data: { status: 401, detail: 'token_expired' } });
  waits.at(-1)?.run();
  await settle();
  expect(last().token).toBe('fresh');
  await last().receive('connect');
  await last().receive('token_expiring');
  expect(last().asked.at(-1)).toMatchObject({ event: 'token_refresh', payload: { token: 'fresh' } });
  expect(socket.snapshot.state).toBe('connected');
});

test('ends when the session is over, and tries no more', async () => {
  await last().receive('connect');
  isOver = true;
  await last().receive('session:sync', { ...push(0), type: 'session:sync', payload: { action: 'signed_out' } });
  expect(socket.snapshot).toMatchObject({ state: 'disconnected', lastError: { detail: 'session_ended', status: 401 } });
  expect(last().isClosed).toBe(true);
  expect(waits).toEqual([]);
});

test('begins anew when asked after the session was over, and only then', async () => {
  await last().receive('connect');
  isOver = true;
  await last().receive('session:sync', { ...push(0), type: 'session:sync', payload: { action: 'signed_out' } });
  isOver = false;
  socket.reconnect();
  await settle();
  await last().receive('connect');
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
  socket.stop();
  socket.reconnect();
  await settle();
  expect([socket.snapshot.state, transports.length]).toEqual(['disconnected', 2]);
});

test('stays when another session of the person is signed out', async () => {
  await last().receive('connect');
  await last().receive('session:sync', { ...push(0), type: 'session:sync', payload: { action: 'signed_out' } });
  expect(token).toHaveBeenLastCalledWith({ isFresh: true });
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('says why there is no token, and tries again', async () => {
  token.mockRejectedValueOnce(new Error('The sign-in page answered 500.'));
  await loseAndReturn();
  expect(socket.snapshot).toMatchObject({ state: 'reconnecting', lastError: { detail: 'no_token' } });
  expect(socket.snapshot.lastError?.message).toContain('The sign-in page answered 500.');
  expect(waits.map(({ delayMs }) => delayMs)).toEqual([1_000, 2_000]);
});

test('tells who listens that a room is refused, and goes on with the others', async () => {
  last().answer = () => ({ type: 'error', code: 'permission_denied', detail: 'room_not_allowed' });
  await last().receive('connect');
  expect(refused).toHaveBeenCalledExactlyOnceWith('room_not_allowed', '');
  expect(socket.snapshot.state).toBe('connected');
});

test('loses nothing to a room whose name is wrong', async () => {
  await last().receive('connect');
  last().answer = () => ({ type: 'error', code: 'validation_error', detail: 'parameter_invalid', message: 'No room.' });
  socket.subscribe('merchant:payments', { push: () => undefined, refused });
  await settle();
  expect(refused).toHaveBeenCalledExactlyOnceWith('parameter_invalid', 'No room.');
  expect(socket.snapshot).toEqual({ state: 'connected', lastError: null });
});

test('connects anew where a room is not answered for', async () => {
  last().answer = () => ({ type: 'error', code: 'rate_limited', detail: 'too_many_messages', message: 'Wait.' });
  await last().receive('connect');
  expect(socket.snapshot).toMatchObject({ state: 'reconnecting', lastError: { detail: 'too_many_messages' } });
});

test('joins its rooms again when the rights change, also one that had been refused', async () => {
  last().answer = () => ({ type: 'error', code: 'permission_denied', detail: 'room_not_allowed' });
  await last().receive('connect');
  last().answer = () => ({ type: 'subscribed', sequence: 3 });
  socket.subscribe('user:usr_1', { push: () => undefined });
  await settle();
  await last().receive('session:sync', {
    ...push(4),
    room: 'user:usr_1',
    type: 'session:sync',
    payload: { action: 'rights_changed' },
  });
  const rooms = last().asked.slice(-2);
  expect(rooms.map(({ payload }) => [payload['room'], payload['after_sequence']])).toEqual([
    [ROOM, undefined],
    ['user:usr_1', 4],
  ]);
  expect(subscribed).toHaveBeenCalledExactlyOnceWith({ isComplete: false });
});

test('leaves a room with its last listener', async () => {
  await last().receive('connect');
  const leave = socket.subscribe('broadcast', { push: () => undefined });
  await settle();
  leave();
  await settle();
  expect(
    last()
      .asked.slice(-2)
      .map(({ event, payload }) => [event, payload['room']]),
  ).toEqual([
    ['subscribe', 'broadcast'],
    ['unsubscribe', 'broadcast'],
  ]);
});
