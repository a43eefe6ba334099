import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SOCKET_PATH } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { hearBrokenUpgrades } from './take-upgrades.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const SOCKET = `${SOCKET_PATH}/?EIO=4&transport=websocket`;

/** Asks for an upgrade by bare bytes. */
async function ask(path: string, upgrade: string, { port } = whereStackIs()): Promise<Socket> {
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  const key = Buffer.alloc(16, 1).toString('base64');
  const headers = ['Host: here', 'Connection: Upgrade', `Upgrade: ${upgrade}`, 'Sec-WebSocket-Version: 13'];
  socket.write([`GET ${path} HTTP/1.1`, ...headers, `Sec-WebSocket-Key: ${key}`, '', ''].join('\r\n'));
  return socket;
}

const whereStackIs = (): { port: string | number } => new URL(stack.url);

async function answerTo(path: string, upgrade: string): Promise<string> {
  const socket = await ask(path, upgrade);
  const [begin] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return begin.toString();
}

it('[TR8] answers a WebSocket at another path at once, and says that nothing is there', async () => {
  for (const path of [SOCKET_PATH, '/socket.io/?EIO=4&transport=websocket', '/v1/nothing'])
    expect(await answerTo(path, 'websocket')).toMatch(/^HTTP\/1\.1 404 [^]*"code":"route_not_found"/);
});

it('[TR8] answers a request that would rather speak HTTP/2 as HTTP/1.1', async () => {
  expect(await answerTo('/health/live', 'h2c')).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await answerTo(SOCKET, 'h2c')).toMatch(/^HTTP\/1\.1 400 /);
});

it('[TR9] outlives a connection that breaks before it is decided whether it becomes a WebSocket', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const isAsked = vi.spyOn(stack.composed.deps.handshakeLimiters.ip, 'take').mockImplementationOnce(async () => {
    await promise;
    return { isAllowed: true, retryAfterMs: 0 };
  });
  const socket = await ask(SOCKET, 'websocket');
  await vi.waitUntil(() => isAsked.mock.calls.length > 0);
  socket.resetAndDestroy();
  // What would end a server ends this run.
  await delay(100);
  resolve();
  isAsked.mockRestore();
  expect(await answerTo('/health/live', 'h2c')).toContain('200 OK');
});

it('[TR9] closes a connection whose upgrade breaks', async () => {
  const server = createServer();
  hearBrokenUpgrades(server);
  const upgraded = once(server, 'upgrade') as Promise<[IncomingMessage]>;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = await ask('/', 'websocket', server.address() as AddressInfo);
  const [{ socket }] = await upgraded;
  socket.emit('error', new Error('reset'));
  expect(socket.destroyed).toBe(true);
  client.destroy();
  server.close();
});
