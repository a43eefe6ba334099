import { get } from 'node:http';
import {
  CONSOLE_NAMESPACE,
  FIELDS_NAMESPACE,
  MAX_MESSAGE_BYTES,
  newId,
  PROTOCOL_VERSION,
  SOCKET_PATH,
} from '@fieldfare/protocol';
import type { RefusalData } from '@fieldfare/protocol';
import { io, Manager } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectConsole } from '../testing/console-client.ts';
import { HandshakeRefused } from '../testing/fields-client.ts';
import type { FieldsClient } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({
    settings: (settings) => ({
      ...settings,
      http: { ...settings.http, trustedProxies: ['127.0.0.1'] },
      limits: { ...settings.limits, fieldsSocketsPerIp: 3, pendingSocketsPerIp: 2, messagesPerMinute: 20 },
    }),
  });
});

afterAll(async () => {
  await stack.close();
});

const auth = async () => ({ pt_token: (await stack.createSession()).pt_token });
const refusalOf = (connecting: Promise<FieldsClient>): Promise<RefusalData | undefined> =>
  connecting.then(
    () => Promise.reject(new Error('it was let in')),
    (error: unknown) => (error instanceof HandshakeRefused ? error.refusal : Promise.reject(error)),
  );
const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });
/** A bare connection that never says who it is. */
const lurk = (ip: string) => {
  const url = `${stack.url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, from(ip));
  return new Promise<WebSocket>((resolve, reject) => {
    socket.addEventListener('message', () => resolve(socket), { once: true });
    socket.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });
};

it('[LM1] refuses one field connection too many of an address, and gives every place back', async () => {
  const { host_token } = await stack.openHost().then(({ hosted, client }) => {
    client.close();
    return hosted;
  });
  expect(host_token).toBeDefined();
  const open: FieldsClient[] = [];
  // One after the other: at once they would be too many that have not said who they are.
  for (let i = 0; i < 3; i++) open.push(await stack.connect(await auth()));
  expect(await refusalOf(stack.connect(await auth()))).toMatchObject({
    status: 429,
    code: 'rate_limited',
    detail: 'too_many_connections',
  });
  open.pop()?.close();
  await expect
    .poll(async () => {
      const client = await stack.connect(await auth()).catch(() => null);
      client?.close();
      return client !== null;
    })
    .toBe(true);
  for (const client of open) client.close();
});

it('[LM1] counts the addresses of one IPv6 customer as one', async () => {
  const open: FieldsClient[] = [];
  for (const host of [1, 2, 3]) open.push(await stack.connect(await auth(), { forwardedFor: `2001:db8::${host}` }));
  const connecting = stack.connect(await auth(), { forwardedFor: '2001:db8::4' });
  expect(await refusalOf(connecting)).toMatchObject({ status: 429, detail: 'too_many_connections' });
  open.push(await stack.connect(await auth(), { forwardedFor: '2001:db8:0:1::4' }));
  for (const client of open) client.close();
});

it('[LM1] refuses one unauthenticated connection too many, of that address alone', async () => {
  const lurking = [await lurk('10.1.1.1'), await lurk('10.1.1.1')];
  await expect(lurk('10.1.1.1')).rejects.toThrow('429');
  (await lurk('10.1.1.2')).close();
  for (const socket of lurking) socket.close();
  await expect
    .poll(() =>
      lurk('10.1.1.1').then(
        (socket) => (socket.close(), true),
        () => false,
      ),
    )
    .toBe(true);
});

it('[LM2] slows down a connection that sends too much, and closes one that goes on', async () => {
  const { client } = await stack.openHost();
  const ask = () => client.send('host:calculateFee', { method: 'card' });
  const answers = await Promise.all(Array.from({ length: 25 }, ask));
  const refused = answers.filter((answer) => answer.type === 'error');
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const answer of refused) {
    expect(answer).toMatchObject({ code: 'rate_limited', detail: 'too_many_messages', retryable: true });
  }
  stack.clock.advance(60_000);
  expect(await ask()).toMatchObject({ type: 'fee' });
  const loggedBefore = stack.lines.length;
  for (let sent = 0; sent < 80; sent++)
    client.socket.emit('payment_status', { request_id: newId('request') }, () => {});
  await client.gone();
  const logged = stack.lines.slice(loggedBefore).filter((line) => line.includes('too_many_messages'));
  expect(logged.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'security event',
    'event refused',
    'connection closed',
  ]);
});

it('[LM2] slows down a console that sends too much', async () => {
  const { token } = await stack.signIn('viewer');
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  const answers = await Promise.all(Array.from({ length: 25 }, () => console.send('ping', {})));
  const refused = answers.filter(({ type }) => type === 'error');
  expect(refused.length).toBeGreaterThanOrEqual(4);
  for (const answer of refused) expect(answer).toMatchObject({ code: 'rate_limited', detail: 'too_many_messages' });
  console.close();
});

it('[LM2] a session whose connection was closed for that owes what it sent too much, over every connection, and another owes nothing', async () => {
  const { client, session } = await stack.openHost();
  const again = () => stack.connect({ pt_token: session.pt_token });
  const flood = (over: FieldsClient) => {
    for (let sent = 0; sent < 80; sent++)
      over.socket.emit('payment_status', { request_id: newId('request') }, () => {});
    return over.gone();
  };
  await flood(client);
  // It may send 120 in all: what it owes takes from those, and its next connections may be closed, too.
  for (let i = 0; i < 3; i++) await again().then(flood, () => {});
  expect(await refusalOf(again())).toMatchObject({ status: 429, code: 'rate_limited', detail: 'too_many_messages' });
  (await stack.connect(await auth())).close();
  stack.clock.advance(16_000);
  (await again()).close();
});

/** As many lines as a budget of so many a minute may fill since then: what was used comes back evenly. */
const mostSince = (startedAt: number, perMinute: number) =>
  perMinute + Math.ceil(((performance.now() - startedAt) * perMinute) / 60_000);

it('[LM2] tells of a flood of refusals in no more lines than an address may fill, and counts them all', async () => {
  const refusedInAll = async () => {
    const scraped = await (await fetch(`${stack.url}/metrics`)).text();
    const series = 'socket_messages_total{namespace="fields",event="payment_status",outcome="invalid_request"} ';
    return Number(scraped.split(series)[1]?.split('\n')[0] ?? 0);
  };
  stack.clock.advance(60_000);
  const startedAt = performance.now();
  const loggedBefore = stack.lines.length;
  const refusedBefore = await refusedInAll();
  for (let i = 0; i < 10; i++) {
    const client = await stack.connect(await auth());
    await Promise.all(Array.from({ length: 20 }, () => client.send('payment_status', {})));
    client.close();
    await client.gone();
  }
  const told = stack.lines.slice(loggedBefore).filter((line) => line.includes('"detail":"not_hosted"'));
  expect(told.length).toBeGreaterThanOrEqual(120);
  expect(told.length).toBeLessThanOrEqual(Math.min(199, mostSince(startedAt, 120)));
  expect(told.some((line) => line.includes('"more":"counted and not told"'))).toBe(true);
  expect((await refusedInAll()) - refusedBefore).toBe(200);
});

it('[LM2] [SE1] tells of refused handshakes and of what a console is refused by the same lines, and of security events by their own', async () => {
  stack.clock.advance(60_000);
  const startedAt = performance.now();
  const before = stack.lines.length;
  const since = (words: string) => stack.lines.slice(before).filter((line) => line.includes(words)).length;
  for (let i = 0; i < 80; i++) await refusalOf(stack.connect({ pt_token: `a.b.${i}` }));
  expect(since('"handshake refused"')).toBe(80);
  expect(since('"security event"')).toBeGreaterThanOrEqual(60);
  expect(since('"security event"')).toBeLessThanOrEqual(mostSince(startedAt, 60));
  const { token } = await stack.signIn('owner');
  for (let i = 0; i < 4; i++) {
    const console = await connectConsole(stack.url, token, stack.settings.origins.web);
    await Promise.all(Array.from({ length: 18 }, () => console.send('nothing' as 'ping', {})));
    console.close();
    await console.gone();
  }
  expect(since('"event refused"')).toBeGreaterThanOrEqual(40);
  expect(since('"event refused"') + 80).toBeLessThanOrEqual(mostSince(startedAt, 120));
  // Whatever was refused before, a theft is told.
  const { session, client } = await stack.openHost();
  const thief = await stack.connect({ pt_token: session.pt_token });
  expect(await thief.host()).toMatchObject({ detail: 'session_already_hosted' });
  expect(since('"detail":"session_already_hosted","msg":"security event"')).toBe(1);
  for (const socket of [thief, client]) socket.close();
});

it('[LM3] closes a connection that sends more than a message may hold', async () => {
  const client = await stack.connect(await auth());
  client.socket.emit('payment_status', { request_id: newId('request'), x: 'y'.repeat(MAX_MESSAGE_BYTES) }, () => {});
  await client.gone();
  expect(client.socket.connected).toBe(false);
});

it('[TR1] serves no polling', async () => {
  const response = await fetch(`${stack.url}${SOCKET_PATH}/?EIO=4&transport=polling`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: 'Transport unknown' });
});

it('[TR2] [HS11] serves no other namespace, and closes who is refused', async () => {
  const socket = io(`${stack.url}/`, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  const error = await new Promise<Error & { data?: RefusalData }>((resolve) => socket.once('connect_error', resolve));
  expect(error.data).toMatchObject({ status: 403, detail: 'namespace_unknown' });
  socket.disconnect();
  await expect.poll(() => stack.server.io.of(FIELDS_NAMESPACE).sockets.size).toBe(0);
  await expect.poll(() => stack.server.io.engine.clientsCount).toBe(0);
});

it('[TR2] [HS11] serves one namespace a connection, and keeps nothing of its handshake', async () => {
  const manager = new Manager(stack.url, { path: SOCKET_PATH, transports: ['websocket'], reconnection: false });
  const protocol = PROTOCOL_VERSION;
  const first = manager.socket(FIELDS_NAMESPACE, { auth: { protocol, ...(await auth()) } });
  await new Promise((resolve) => first.once('connection_established', resolve));
  const [served] = stack.server.io.of(FIELDS_NAMESPACE).sockets.values();
  const nothing = { auth: {}, headers: {}, query: {}, url: '' };
  expect(served?.handshake).toEqual({ ...served?.handshake, ...nothing });
  expect(served?.request).toBeNull();
  const console = await connectConsole(stack.url, (await stack.signIn('owner')).token, stack.settings.origins.web);
  const [window] = stack.server.io.of(CONSOLE_NAMESPACE).sockets.values();
  expect(window?.handshake).toEqual({ ...window?.handshake, ...nothing });
  console.close();
  const second = manager.socket('/console', { auth: { protocol, token: 'x' } });
  const error = await new Promise<Error & { data?: RefusalData }>((resolve) => second.once('connect_error', resolve));
  expect(error.data).toMatchObject({ detail: 'one_namespace' });
  first.disconnect();
  second.disconnect();
});

describe('a token by query or header', () => {
  const open = (query: Record<string, string>, headers: Record<string, string>) => {
    const url = stack.url + FIELDS_NAMESPACE;
    const options = { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(url, { ...options, query, extraHeaders: headers });
    return new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('accepted'));
      socket.once('connect_error', (error: Error & { data?: RefusalData }) =>
        resolve(error.data?.detail ?? error.message),
      );
    }).finally(() => socket.disconnect());
  };
  const statusOf = async (path: string) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    return new Promise((resolve, reject) => {
      get(stack.url + path, { headers }, (response) => resolve(response.statusCode))
        .on('upgrade', () => resolve(101))
        .on('error', reject);
    });
  };

  it('[HS10] is accepted in development, refused by an HTTP status, and never logged', async () => {
    const { pt_token = '' } = await auth();
    expect(await open({ pt_token }, {})).toBe('accepted');
    expect(await open({}, { authorization: `Bearer ${pt_token}` })).toBe('accepted');
    const path = `${SOCKET_PATH}/?EIO=4&transport=websocket`;
    expect(await statusOf(`${path}&pt_token=garbage`)).toBe(401);
    expect(await statusOf(`${path}&host_token=${pt_token}`)).toBe(401);
    expect(stack.lines.join('')).not.toContain(pt_token);
  });

  it('[HS10] is not looked at in production', async () => {
    const { pt_token = '' } = await auth();
    const { fields } = stack.settings.origins;
    stack.settings.isProduction = true;
    try {
      for (const token of [pt_token, 'garbage'])
        expect(await open({ pt_token: token }, { origin: fields })).toBe('auth_required');
    } finally {
      stack.settings.isProduction = false;
    }
  });
});
