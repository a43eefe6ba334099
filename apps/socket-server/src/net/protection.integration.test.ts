import { json } from 'node:stream/consumers';
import { FIELDS_NAMESPACE, newId, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Limits } from '../env/settings.ts';
import { connectConsole } from '../testing/console-client.ts';
import { HandshakeRefused, succeeded } from '../testing/fields-client.ts';
import type { FieldsClient } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../testing/test-merchant.ts';

let stack: TestStack;
const start = async (limits: Partial<Limits>) => {
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      http: { ...settings.http, trustedProxies: ['127.0.0.1'] },
      limits: { ...settings.limits, ...limits },
    }),
  });
};
afterEach(() => stack.close());

const rawSocket = () => new WebSocket(`${stack.url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`);
/** What is answered to an upgrade request that becomes no WebSocket. */
const refusedUpgrade = () =>
  new Promise<{ status: number | undefined; retryAfterSeconds: number; body: unknown }>((resolve) => {
    const socket = rawSocket();
    socket.once('unexpected-response', (_, response) => {
      const retryAfterSeconds = Number(response.headers['retry-after']);
      void json(response).then((body) => resolve({ status: response.statusCode, retryAfterSeconds, body }));
    });
    socket.once('open', () => {
      socket.terminate();
      resolve({ status: 101, retryAfterSeconds: 0, body: null });
    });
  });
const refusalOf = (connecting: Promise<FieldsClient>) =>
  connecting.then(
    () => 'let in',
    (error: unknown) => (error instanceof HandshakeRefused ? (error.refusal?.detail ?? 'refused by status') : 'failed'),
  );
const limitHits = async (limit: string) => {
  const { values } = await stack.composed.deps.metrics.socketLimitsHit.get();
  return values.find(({ labels }) => labels['limit'] === limit)?.value ?? 0;
};
const messagesServed = async () => {
  const counted = (await stack.composed.deps.metrics.registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('socket_messages_total{'));
  return counted.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};
const sessionOf = async (secret?: string) => ({ pt_token: (await stack.createSession({}, secret)).pt_token });

describe('handshakes in a minute', () => {
  it('[LM5] are limited for an address, before the socket opens, and for that address alone', async () => {
    await start({ handshakesPerMinutePerIp: 2 });
    const auth = await sessionOf();
    const from = (forwardedFor: string) => refusalOf(stack.connect(auth, { forwardedFor }));
    expect([await from('10.0.0.1'), await from('10.0.0.1'), await from('10.0.0.1')]).toEqual([
      'let in',
      'let in',
      'refused by status',
    ]);
    expect(await from('10.0.0.2')).toBe('let in');
    expect(await limitHits('too_many_handshakes')).toBe(1);
    const { values } = await stack.composed.deps.metrics.socketHandshakes.get();
    expect(values).toContainEqual({ labels: { namespace: 'none', outcome: 'too_many_handshakes' }, value: 1 });
  });

  it('[LM5] are limited for the addresses of one IPv6 customer together', async () => {
    await start({ handshakesPerMinutePerIp: 2 });
    const auth = await sessionOf();
    const outcomes = [];
    for (const forwardedFor of ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'])
      outcomes.push(await refusalOf(stack.connect(auth, { forwardedFor })));
    expect(outcomes).toEqual(['let in', 'let in', 'refused by status', 'let in']);
  });

  it('[LM5] [SE1] say by the HTTP answer whose limit it is and when to come again, and are logged once a minute', async () => {
    await start({ handshakesPerMinutePerIp: 1 });
    await refusedUpgrade();
    const refused = [await refusedUpgrade(), await refusedUpgrade()];
    for (const { status, retryAfterSeconds, body } of refused) {
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect(retryAfterSeconds).toBeLessThanOrEqual(60);
      const message = `Too many connections are being opened from this address. Connect again in ${retryAfterSeconds} seconds.`;
      expect([status, body]).toMatchObject([429, { status: 429, detail: 'too_many_handshakes', message }]);
    }
    const events = stack.lines.filter((line) => line.includes('security event'));
    expect(events).toEqual([expect.stringContaining('too_many_handshakes')]);
    const { values } = await stack.composed.deps.metrics.securityEvents.get();
    expect(values).toEqual([{ labels: { type: 'too_many_handshakes' }, value: 2 }]);
  });

  it('[LM5] are limited for a session and for a merchant', async () => {
    await start({ handshakesPerMinutePerSession: 2, handshakesPerMinutePerMerchant: 4 });
    const other = await createTestMerchant(stack.composed, 'Other');
    const auth = await sessionOf();
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push(await refusalOf(stack.connect(auth)));
    expect(outcomes).toEqual(['let in', 'let in', 'too_many_handshakes']);
    for (let i = 0; i < 3; i++) outcomes.push(await refusalOf(stack.connect(await sessionOf())));
    expect(outcomes.slice(3)).toEqual(['let in', 'let in', 'too_many_handshakes']);
    expect(await refusalOf(stack.connect(await sessionOf(other.secret)))).toBe('let in');
    expect(await limitHits('too_many_handshakes')).toBe(2);
  });
});

it('[LM4] a flood from one merchant refuses nothing of another', async () => {
  await start({ messagesPerMinutePerMerchant: 40, messagesPerMinute: 1_000, messagesPerMinutePerSession: 1_000 });
  const other = await createTestMerchant(stack.composed, 'Other');
  const flood = await Promise.all(Array.from({ length: 4 }, () => stack.openHost()));
  const calm = await stack.connect(await sessionOf(other.secret));
  await calm.host();
  const fee = (client: FieldsClient) => client.send('host:calculateFee', { method: 'card' });
  const ask = (client: FieldsClient, times: number) => Array.from({ length: times }, () => fee(client));
  const [flooded, served] = await Promise.all([
    Promise.all(flood.flatMap(({ client }) => ask(client, 50))),
    Promise.all(ask(calm, 30)),
  ]);
  expect(served.filter(({ type }) => type !== 'fee')).toEqual([]);
  const gotThrough = flooded.filter(({ type }) => type === 'fee').length;
  // Each of its hosts has spent one on registering; a few more are refilled while the flood lasts.
  expect(gotThrough).toBeGreaterThanOrEqual(36);
  expect(gotThrough).toBeLessThan(100);
  expect(await limitHits('messages_per_merchant')).toBe(200 - gotThrough);
});

it('[LM13] a message of one merchant waits for a few of another’s, however many have come before it', async () => {
  const many = 3_000;
  await start({ messagesPerMinute: many, messagesPerMinutePerSession: many });
  const other = await createTestMerchant(stack.composed, 'Other');
  const crowd = await stack.openHost();
  const calm = await stack.connect(await sessionOf(other.secret));
  await calm.host();
  const fee = (client: FieldsClient) => client.send('host:calculateFee', { method: 'card' });
  const flood = Array.from({ length: many / 2 }, () => fee(crowd.client));
  expect(await fee(calm)).toMatchObject({ type: 'fee' });
  expect(await messagesServed()).toBeLessThan(many / 4);
  await Promise.all(flood);
  expect(await messagesServed()).toBeGreaterThan(many / 2);
});

it('[LM6] [SE1] who does not say who he is in time is closed', async () => {
  await start({ authenticationTimeoutMs: 200 });
  const socket = rawSocket();
  await new Promise((resolve) => socket.once('open', resolve));
  await new Promise((resolve) => socket.once('close', resolve));
  expect(stack.server.io.engine.clientsCount).toBe(0);
  await expect.poll(() => limitHits('authentication_time')).toBe(1);
  expect(stack.lines.filter((line) => line.includes('slow_handshake'))).toEqual([expect.stringMatching(/"ip":"/)]);
});

it('[LM6] who leaves before they are let in keeps no place of their address', async () => {
  await start({ fieldsSocketsPerIp: 1 });
  const auth = await sessionOf();
  const connect = `40${FIELDS_NAMESPACE},${JSON.stringify({ protocol: PROTOCOL_VERSION, ...auth })}`;
  for (let left = 0; left < 5; left++) {
    const socket = rawSocket();
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(connect);
    socket.terminate();
    await expect.poll(() => stack.server.io.engine.clientsCount).toBe(0);
  }
  expect(await refusalOf(stack.connect(auth))).toBe('let in');
});

it('[LM7] who does not read what he is sent is ended, and nobody else', async () => {
  await start({ bufferedBytesPerSocket: 256 * 1024 });
  const reader = await stack.openHost();
  const sluggard = await stack.openHost();
  const [, served] = stack.server.io.of(FIELDS_NAMESPACE).sockets.values();
  const { engine } = sluggard.client.socket.io;
  const transport = engine.transport as unknown as { ws: { _socket?: { pause(): void }; pause?(): void } };
  transport.ws.pause?.();
  expect(served?.id).toBe(sluggard.client.socket.id);
  const filler = 'x'.repeat(1024 * 1024);
  // More than the kernel's own buffers take for somebody who does not read.
  for (let i = 0; i < 32; i++) served?.emit('payment:updated', { filler });
  await expect.poll(() => limitHits('buffered_bytes'), { timeout: 10_000 }).toBe(1);
  expect(stack.lines.find((line) => line.includes('slow_consumer'))).toMatch(/"ip":"[\d.:a-f]+"/);
  await expect.poll(() => stack.server.io.of(FIELDS_NAMESPACE).sockets.size, { timeout: 10_000 }).toBe(1);
  expect(await reader.client.send('payment_status', {})).toMatchObject({ type: 'payment_status' });
});

it('[LM8] a binary packet ends the connection', async () => {
  await start({});
  const placeholder = '{"_placeholder":true,"num":0}';
  const texts = [`451-${FIELDS_NAMESPACE},["x",${placeholder}]`, `461-${FIELDS_NAMESPACE},0[${placeholder}]`];
  for (const packet of [...texts, Buffer.from('04')]) {
    const { client } = await stack.openHost();
    const { engine } = client.socket.io;
    (engine.transport as unknown as { ws: { send(data: unknown): void } }).ws.send(packet);
    await client.gone();
    expect(client.socket.connected).toBe(false);
  }
});

it('[LM9] an event that asks for no acknowledgement counts, and a flood of them ends the connection', async () => {
  await start({ messagesPerMinute: 10 });
  const { client } = await stack.openHost();
  for (let sent = 0; sent < 200; sent++) client.socket.emit('payment_status', { request_id: newId('request') });
  await client.gone();
  // Closed after thirty too many in a row; of what has come by then some more may be counted.
  const ofFields = await limitHits('messages_per_connection');
  expect(ofFields).toBeGreaterThanOrEqual(30);
  const { token } = await stack.signIn('viewer');
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  for (let sent = 0; sent < 200; sent++) console.socket.emit('ping', { request_id: newId('request') });
  await console.gone();
  expect(await limitHits('messages_per_connection')).toBeGreaterThanOrEqual(ofFields + 30);
});

it('[LM10] who was refused is forgotten with the lines of log that they used', async () => {
  await start({});
  expect(await refusalOf(stack.connect({ pt_token: 'garbage' }))).toBe('token_malformed');
  expect(stack.server.census().budgets).toBeGreaterThan(0);
  stack.clock.advance(60_000);
  await expect.poll(() => stack.server.census().budgets).toBe(0);
});

it('[LM10] what was answered to a connection alone is forgotten with it', async () => {
  await start({});
  const { client } = await stack.openHost();
  expect(stack.server.census().requests).toBe(1);
  client.close();
  await expect.poll(() => stack.server.census().requests).toBe(0);
});

it('[SE1] bad tokens, origins, replays, forbidden rooms and limits are told to the operator, without a secret', async () => {
  await start({ messagesPerMinute: 12 });
  const { session, client, hosted } = await stack.openHost();
  const fields = { origin: 'https://evil.example' };
  await refusalOf(stack.connect({ pt_token: session.pt_token }, fields));
  await refusalOf(stack.connect({ pt_token: `${session.pt_token}x` }));
  const second = await stack.connect({ pt_token: session.pt_token });
  await second.host();
  await client.send('confirm_payment', {});
  const { tokens } = (await client.send('host:siblingTokens', { kinds: ['card-exp'] })) as {
    tokens?: { sibling_token: string }[];
  };
  const sibling = { kind: 'card-exp', sibling_token: tokens?.[0]?.sibling_token ?? '' } as const;
  await client.send('sibling:connect', sibling);
  await client.send('sibling:connect', sibling);
  const payer = await stack.openHost();
  const paid = await payer.client.preparePayment(payer.hosted, cardOf(TEST_CARDS.declined));
  await payer.client.send('process_payment', paid);
  await payer.client.send('process_payment', paid);
  const { token } = await stack.signIn('viewer');
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  await console.send('subscribe', { room: 'role:ADMIN' });
  console.close();
  await Promise.all(Array.from({ length: 20 }, () => client.send('payment_status', {})));

  const events = stack.lines.filter((line) => line.includes('security event'));
  const told = new Set(events.map((line) => (JSON.parse(line) as { detail: string }).detail));
  expect(told).toEqual(
    new Set([
      'origin_mismatch',
      'token_malformed',
      'session_already_hosted',
      'page_may_not',
      'sibling_token_spent',
      'challenge_replayed',
      'room_refused',
      'too_many_messages',
    ]),
  );
  const { values } = await stack.composed.deps.metrics.securityEvents.get();
  expect(new Set(values.map(({ labels }) => labels['type']))).toEqual(told);
  for (const secret of [
    session.pt_token ?? '',
    hosted.host_token,
    sibling.sibling_token,
    paid.challenge_token,
    token,
  ]) {
    expect(stack.lines.join('')).not.toContain(secret);
  }
});

it('[SE1] what is wrong with the proof, the page or the token of an open connection is told, too', async () => {
  await start({});
  const { client } = await stack.openHost();
  const { tokens } = succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp'] }));
  await client.send('sibling:connect', { kind: 'card-cvc', sibling_token: tokens[0]?.sibling_token ?? '' });
  const proving = await stack.connect(await sessionOf());
  const keys = { signing: proving.keys.signing.publicJwk, sealing: proving.keys.sealing.publicJwk };
  for (const observed_origin of ['https://evil.example', SHOP_ORIGIN])
    await proving.send('host:hostToken', { keys, observed_origin, proof: 'garbage' });
  const [mine, another] = [await stack.signIn('viewer'), await stack.signIn('viewer')];
  const console = await connectConsole(stack.url, mine.token, stack.settings.origins.web);
  await console.send('token_refresh', { token: another.token });
  const events = stack.lines.filter((line) => line.includes('security event'));
  expect(events.map((line) => (JSON.parse(line) as { detail: string }).detail)).toEqual([
    'sibling_token_mismatch',
    'origin_mismatch',
    'proof_invalid',
    'token_mismatch',
  ]);
  for (const socket of [client, proving, console]) socket.close();
});
