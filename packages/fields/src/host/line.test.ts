// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FieldsSocketEvents } from './fields-socket.ts';
import { Line } from './line.ts';
import type { LineEvents } from './line.ts';
import type { Emit } from './request-queue.ts';

const { FakeSocket } = vi.hoisted(() => ({
  /** A socket that a test speaks through. */
  FakeSocket: class {
    static last: unknown;
    connected = false;
    connects = 0;
    drops = 0;
    readonly sent: string[] = [];
    readonly events: FieldsSocketEvents;
    constructor(_origin: string, events: FieldsSocketEvents) {
      this.events = events;
      FakeSocket.last = this;
    }
    connect() {
      this.connects++;
    }
    disconnect() {
      this.drops++;
      this.connected = false;
    }
    emit(event: string) {
      this.sent.push(event);
    }
  },
}));
vi.mock('./fields-socket.ts', () => ({ FieldsSocket: FakeSocket }));

const GREETING = {
  type: 'connection_established',
  merchant_uid: 'mer_01m8haq34dkcbnxmbsk95tr1g8',
  session_key: '734ebeb5-f749-4a1f-b539-1ddde2958265',
  nonce: 'wSY6raERTXw6HC7HbR4v-UvR9qXu8l7bOvZpEqXU1bo',
  next: 'host:hostToken',
  server_time: '2026-11-28T15:00:02.608Z',
};
const refusal = (status: number, detail: string) => ({
  status,
  detail,
  code: 'authentication_error',
  request_id: 'req_01m8haqfp7ykbzra63e9991cg2',
});
const EXPIRES = { expires_at: '2026-11-28T15:00:02.608Z' };

let socket: InstanceType<typeof FakeSocket>;
let line: Line;
const established = vi.fn<LineEvents['established']>();
const lost = vi.fn<() => void>();
const pushed = vi.fn<(event: string) => void>();
const state = vi.fn<LineEvents['state']>();
const refused = vi.fn<LineEvents['refused']>();
const settle = () => vi.advanceTimersByTimeAsync(0);
/** The wait for the next try, in seconds. */
const waits = async () => {
  const before = socket.connects;
  for (let tenths = 0; tenths <= 400; tenths++) {
    if (socket.connects > before) return tenths / 10;
    await vi.advanceTimersByTimeAsync(100);
  }
  return Infinity;
};
const greet = async () => {
  socket.connected = true;
  socket.events.event('connection_established', GREETING);
  await settle();
};
const network = (event: 'online' | 'offline') => globalThis.dispatchEvent(new Event(event));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  vi.clearAllMocks();
  established.mockResolvedValue();
  line = new Line('https://pay.example', {
    auth: () => ({ protocol: 1, pt_token: 'a' }),
    established,
    lost,
    pushed,
    state,
    refused,
  });
  socket = FakeSocket.last as typeof socket;
  line.open();
});
afterEach(() => {
  line.close('over');
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('is connected once the host has proven itself, and not when it was only greeted', async () => {
  const proof = Promise.withResolvers<undefined>();
  established.mockReturnValueOnce(proof.promise);
  await greet();
  expect(state.mock.lastCall).toEqual(['connecting', null]);
  proof.resolve(undefined);
  await settle();
  expect(state.mock.lastCall).toEqual(['connected', null]);
});

it('waits 1, 2, 4, 8, 16 and then 30 seconds, and a second again once it was connected or opened anew', async () => {
  const seen: number[] = [];
  const lose = async () => {
    socket.events.closed();
    seen.push(Math.round(await waits()));
  };
  for (let i = 0; i < 7; i++) await lose();
  await greet();
  await lose();
  await lose();
  line.close('over');
  line.open();
  await lose();
  expect(seen).toEqual([1, 2, 4, 8, 16, 30, 30, 1, 2, 1]);
  expect(state).toHaveBeenCalledWith('reconnecting', null);
});

it.each([
  [refusal(429, 'too_many_connections'), 1],
  [refusal(503, 'shutting_down'), 1],
  ['nothing that it understands', 1],
  [refusal(401, 'key_revoked'), Infinity],
  [refusal(403, 'merchant_disabled'), Infinity],
])('tries again after a refusal that passes, and leaves the others to who opened it: %j', async (reason, wait) => {
  socket.events.refused(reason);
  expect(Math.round(await waits())).toBe(wait);
  expect(refused).toHaveBeenCalledTimes(wait === Infinity ? 1 : 0);
});

it('tries at once when the network is back, and keeps what is connected', async () => {
  socket.events.closed();
  network('online');
  expect(socket.connects).toBe(2);
  expect(await waits()).toBe(Infinity);
  await greet();
  network('online');
  expect(socket.connects).toBe(2);
});

it('drops what is connected when the network goes, once it is open', async () => {
  await greet();
  network('offline');
  expect(socket.drops).toBe(1);
  expect(state.mock.lastCall).toEqual(['reconnecting', null]);
  line.close('over');
  state.mockClear();
  network('offline');
  network('online');
  expect([socket.drops, socket.connects, state.mock.calls]).toEqual([2, 1, []]);
});

it('tries again where the host could not prove itself', async () => {
  established.mockRejectedValueOnce(new Error('proof_invalid'));
  await greet();
  expect([socket.drops, lost.mock.calls.length > 0]).toEqual([1, true]);
  expect(Math.round(await waits())).toBe(1);
});

it.each(['resolve', 'reject'] as const)(
  'a handshake that ends after its connection was lost does nothing: %s',
  async (end) => {
    const proof = Promise.withResolvers<undefined>();
    established.mockReturnValueOnce(proof.promise);
    await greet();
    socket.events.closed();
    await waits();
    await greet();
    const before = [state.mock.calls.length, socket.drops];
    if (end === 'resolve') proof.resolve(undefined);
    else proof.reject(new Error('lost'));
    await settle();
    expect([state.mock.calls.length, socket.drops]).toEqual(before);
  },
);

it.each(['closed', 'renew'] as const)(
  'what was to go over a connection before does not go over the next: %s',
  async (how) => {
    const emits: Emit[] = [];
    established.mockImplementation(async (_greeting, emit) => void emits.push(emit));
    await greet();
    emits[0]?.('payment_status', {}, () => undefined);
    if (how === 'renew') line.renew();
    else socket.events.closed();
    emits[0]?.('payment_status', {}, () => undefined);
    expect(socket.sent).toEqual(['payment_status']);
  },
);

it('hands on what the server says, as far as it is of the protocol', () => {
  socket.events.event('token_expiring', EXPIRES);
  socket.events.event('token_expiring', { expires_at: 5 });
  socket.events.event('system:broadcast', {});
  expect(pushed.mock.calls).toEqual([['token_expiring', EXPIRES]]);
});

it('is gone for good when it is closed: no timer, no try, no word but that it is closed', async () => {
  socket.events.closed();
  line.close('new_generation');
  expect(state.mock.lastCall).toEqual(['closed', 'new_generation']);
  expect(await waits()).toBe(Infinity);
  line.renew();
  socket.events.closed();
  expect([socket.connects, vi.getTimerCount(), state.mock.lastCall]).toEqual([1, 0, ['closed', 'new_generation']]);
});
