import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

/** A payment server that knows no event, makes sessions and answers each request for a WebSocket so. */
async function triggerAt(upgradeAnswer: string) {
  const server = createServer(({ method }, response) => {
    const body = method === 'GET' ? { object: 'list', data: [], has_more: false } : { pt_token: 'a.b.c' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.on('upgrade', (_, socket) => socket.end(upgradeAnswer));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  servers.push(server);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { PAYMENTS_ORIGIN: origin, FIELDFARE_SECRET_KEY: 'sk_test_x' };
  return { ...(await runCli(['trigger', 'payment.authorized'], { env })), origin };
}

const answer = (status: string, body: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

it('says which limit refused the socket before it opened, and when to try again', async () => {
  const message = 'Too many connections are being opened from this address. Connect again in 42 seconds.';
  const refusal = JSON.stringify({ status: 429, code: 'rate_limited', detail: 'too_many_handshakes', message });
  const { exitCode, said } = await triggerAt(answer('429 Too Many Requests', refusal));
  expect(exitCode).toBe(1);
  expect(said).toBe(`fieldfare: The payment server refused the socket (too_many_handshakes): ${message}`);
});

it('says what answered instead of a payment server', async () => {
  const { exitCode, said, origin } = await triggerAt(answer('502 Bad Gateway', '<html>'));
  expect([exitCode, said]).toEqual([1, `fieldfare: ${origin} opens no socket: it answers 502.`]);
});
