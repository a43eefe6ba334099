import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FieldsSocket } from './fields-socket.ts';
import type { FieldsSocketEvents } from './fields-socket.ts';

describe('the fields’ socket against the general server', () => {
  let server: Server;
  let origin = '';
  let socket: FieldsSocket | undefined;

  beforeEach(async () => {
    const http = createServer();
    server = new Server(http, { path: '/ws', transports: ['websocket'], pingInterval: 40, pingTimeout: 5_000 });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    socket?.disconnect();
    await server.close();
  });

  function connect(events: Partial<FieldsSocketEvents> = {}) {
    const heard = vi.fn<(name: string, payload: unknown) => void>();
    const refused = vi.fn<(reason: unknown) => void>();
    const closed = vi.fn<() => void>();
    const joined = new Promise<Socket>((resolve) => server.of('/fields').once('connection', resolve));
    socket = new FieldsSocket(origin, { auth: () => ({ pt_token: 'a' }), event: heard, refused, closed, ...events });
    socket.connect();
    return { socket, joined, heard, refused, closed };
  }

  it('joins its namespace with what it authenticates by', async () => {
    const { socket: own, joined } = connect();
    expect((await joined).handshake.auth).toEqual({ pt_token: 'a' });
    await vi.waitFor(() => expect(own.connected).toBe(true));
  });

  it('hears events, and has its own acknowledged, each by its own answer', async () => {
    const { socket: own, joined, heard } = connect();
    const remote = await joined;
    remote.on('double', ({ n }: { n: number }, answer: (value: object) => void) => answer({ doubled: 2 * n }));
    remote.emit('greeting', { text: 'line\nbreak "and" [brackets], {braces}' });
    await vi.waitFor(() =>
      expect(heard).toHaveBeenCalledWith('greeting', { text: 'line\nbreak "and" [brackets], {braces}' }),
    );
    const answers = await Promise.all(
      [1, 2, 3].map((n) => new Promise((resolve) => own.emit('double', { n }, resolve))),
    );
    expect(answers).toEqual([{ doubled: 2 }, { doubled: 4 }, { doubled: 6 }]);
  });

  it('tells why the server refuses it, and ends', async () => {
    server.of('/fields').use((_socket, next) => next(Object.assign(new Error('no'), { data: { status: 401 } })));
    const { socket: own, refused, closed } = connect();
    await vi.waitFor(() => expect(refused).toHaveBeenCalledWith({ status: 401 }));
    expect(own.connected).toBe(false);
    expect(closed).not.toHaveBeenCalled();
  });

  it('notices that the server ends the connection, and can connect again', async () => {
    const { socket: own, joined, closed } = connect();
    (await joined).disconnect(true);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
    const again = new Promise<Socket>((resolve) => server.of('/fields').once('connection', resolve));
    own.connect();
    await again;
    await vi.waitFor(() => expect(own.connected).toBe(true));
  });

  it('answers heartbeats: it outlives many of them', async () => {
    const { joined, closed } = connect();
    const remote = await joined;
    let beats = 0;
    remote.conn.on('heartbeat', () => beats++);
    await vi.waitFor(() => expect(beats).toBeGreaterThan(3), 10_000);
    expect(closed).not.toHaveBeenCalled();
  });

  it('is closed where there is no server', async () => {
    origin = 'http://127.0.0.1:1';
    const { closed } = connect();
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1), 10_000);
  });
});

describe('the fields’ socket on its own', () => {
  class SilentWebSocket extends EventTarget {
    static last: SilentWebSocket;
    readonly sent: string[] = [];
    readonly url: string;
    isClosed = false;
    constructor(url: string) {
      super();
      this.url = url;
      SilentWebSocket.last = this;
    }
    send(text: string): void {
      this.sent.push(text);
    }
    close(): void {
      this.isClosed = true;
    }
    say(text: string): void {
      this.dispatchEvent(new MessageEvent('message', { data: text }));
    }
  }
  const closed = vi.fn<() => void>();
  const heard = vi.fn<() => void>();

  let socket: FieldsSocket;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', SilentWebSocket);
    closed.mockClear();
    heard.mockClear();
    socket = new FieldsSocket('https://pay.example', {
      auth: () => ({}),
      event: heard,
      refused: () => undefined,
      closed,
    });
    socket.connect();
  });
  const join = () => {
    SilentWebSocket.last.say('0{"sid":"a","pingInterval":30000,"pingTimeout":10000}');
    SilentWebSocket.last.say('40/fields,{"sid":"b"}');
  };
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks the payment server’s own path, by its protocol', () => {
    expect(SilentWebSocket.last.url).toBe('wss://pay.example/ws/?EIO=4&transport=websocket');
  });

  it('gives up a server that never answers', () => {
    vi.advanceTimersByTime(8_000);
    expect(closed).toHaveBeenCalledTimes(1);
    expect(SilentWebSocket.last.isClosed).toBe(true);
  });

  it('gives up one that never answers just as soon when it is not the first', () => {
    join();
    socket.disconnect();
    socket.connect();
    vi.advanceTimersByTime(8_000);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('opens one connection at a time', () => {
    const first = SilentWebSocket.last;
    socket.connect();
    expect(SilentWebSocket.last).toBe(first);
  });

  it('sends nothing before it has joined, and takes each answer once and of its own connection', () => {
    const answered = vi.fn<(answer: unknown) => void>();
    socket.emit('payment_status', {}, answered);
    expect(SilentWebSocket.last.sent).toEqual([]);
    join();
    socket.emit('payment_status', {}, answered);
    socket.emit('payment_status', {}, answered);
    expect(SilentWebSocket.last.sent.slice(-2)).toEqual([
      '42/fields,1["payment_status",{}]',
      '42/fields,2["payment_status",{}]',
    ]);
    for (let i = 0; i < 2; i++) SilentWebSocket.last.say('43/fields,1["one"]');
    socket.disconnect();
    socket.connect();
    join();
    SilentWebSocket.last.say('43/fields,2["late"]');
    expect(answered.mock.calls).toEqual([['one']]);
  });

  it('gives up a connection whose heart has stopped, and no earlier', () => {
    SilentWebSocket.last.say('0{"sid":"a","pingInterval":30000,"pingTimeout":10000}');
    SilentWebSocket.last.say('40/fields,{"sid":"b"}');
    vi.advanceTimersByTime(30_000);
    SilentWebSocket.last.say('2');
    expect(SilentWebSocket.last.sent.at(-1)).toBe('3');
    vi.advanceTimersByTime(39_999);
    expect(closed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it.each(['42/fields,["half', '42/console,["foreign",{}]', 'nonsense', '40'])(
    'ends the connection on %s, which is no packet of its own',
    (packet) => {
      SilentWebSocket.last.say(packet);
      expect(closed).toHaveBeenCalledTimes(1);
      expect(heard).not.toHaveBeenCalled();
    },
  );
});
