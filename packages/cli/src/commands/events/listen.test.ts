import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

async function serve(
  answer: (url: string, body: string, headers: Record<string, string>) => { status: number; body?: unknown },
) {
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { status, body } = answer(request.url ?? '', text, request.headers as Record<string, string>);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const event = (sequence: number, type: string) => ({
  id: `evt_${String(sequence).padStart(26, '0')}`,
  object: 'event',
  type,
  mode: 'test',
  sequence,
  version: 1,
  timestamp: '2026-11-28T12:00:00.000Z',
  data: { id: `pay_${sequence}`, object: 'payment' },
});
const list = (data: unknown[]) => ({ status: 200, body: { object: 'list', data, has_more: false } });

it('forwards what is new, signed and filtered, and goes on where it was after an outage', async () => {
  const heard: string[] = [];
  const receiver = await serve((_url, body, headers) => {
    heard.push((new Webhook(SECRET).verify(body, headers) as { type: string }).type);
    return { status: 204 };
  });
  const asked: string[] = [];
  const answers = [
    () => list([event(3, 'payment.authorized'), event(2, 'payment.authorized')]),
    () => list([event(4, 'payment.captured'), event(5, 'refund.succeeded')]),
    () => ({ status: 503 }),
    () => list([event(6, 'payment.canceled')]),
  ];
  const payments = await serve((url) => {
    asked.push(url);
    return (answers.shift() ?? (() => ({ status: 401 })))();
  });
  const { exitCode, out, said } = await runCli(
    ['listen', '--forward', receiver, '--events', 'payment.*', '--secret', SECRET],
    {
      env: { PAYMENTS_ORIGIN: payments, FIELDFARE_SECRET_KEY: 'sk_test_x' },
      wait: () => Promise.resolve(),
    },
  );
  expect(exitCode).toBe(1);
  expect(heard).toEqual(['payment.captured', 'payment.canceled']);
  expect(asked.map((url) => new URL(url, payments).searchParams.get('after_sequence'))).toEqual([
    null,
    '3',
    '5',
    '5',
    '6',
  ]);
  expect(out.split('\n')).toHaveLength(2);
  expect(out).toMatch(/payment\.captured .+ -> 204/);
  expect(said).toContain('answers 503. Trying again.');
  expect(said).toContain('Connected again.');
  expect(out + said).not.toContain('sk_test_x');
});

it.each([
  [['listen', '--events', 'payment.vanished'], 2, /names an event/],
  [['listen', '--forward', 'ftp://x'], 2, /is a URL/],
  [['listen'], 1, /Set FIELDFARE_SECRET_KEY/],
  [['trigger', 'payment.vanished'], 2, /EVENT/],
])('%j is refused', async (argv, code, message) => {
  const { exitCode, said } = await runCli(argv);
  expect(exitCode).toBe(code);
  expect(said).toMatch(message);
});

it('triggers nothing where money is real', async () => {
  const { exitCode, said } = await runCli(['trigger', 'payment.captured'], {
    env: { FIELDFARE_SECRET_KEY: 'sk_live_x' },
  });
  expect(exitCode).toBe(1);
  expect(said).toMatch(/test mode/);
});
