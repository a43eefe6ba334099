import { beforeEach, expect, test, vi } from 'vitest';
import { openTransport } from './transport.ts';

const socket = vi.hoisted(() => ({
  on: vi.fn<() => void>(),
  timeout: vi.fn<() => unknown>(),
  emitWithAck: vi.fn<() => Promise<unknown>>(),
  disconnect: vi.fn<() => void>(),
}));
const io = vi.hoisted(() => vi.fn<() => typeof socket>(() => socket));
vi.mock('socket.io-client', () => ({ io }));

beforeEach(() => {
  vi.clearAllMocks();
  socket.timeout.mockReturnValue(socket);
});

test.each(['http://localhost:3001', 'http://localhost:3001/'])(
  'opens one connection of its own to the console at %s, by WebSocket alone, and leaves coming back to ConsoleSocket',
  (origin) => {
    openTransport(origin, 'a token');
    expect(io).toHaveBeenCalledExactlyOnceWith('http://localhost:3001/console', {
      path: '/ws',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { protocol: 1, token: 'a token' },
    });
  },
);

test('waits ten seconds for an answer, and closes', async () => {
  const transport = openTransport('http://localhost:3001', 'a token');
  socket.emitWithAck.mockResolvedValueOnce({ type: 'pong' });
  expect(await transport.ask('ping', { request_id: 'req_1' })).toEqual({ type: 'pong' });
  expect(socket.timeout).toHaveBeenCalledExactlyOnceWith(10_000);
  expect(socket.emitWithAck).toHaveBeenCalledExactlyOnceWith('ping', { request_id: 'req_1' });
  transport.close();
  expect(socket.disconnect).toHaveBeenCalledTimes(1);
});
