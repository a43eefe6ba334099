import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectConsole } from '../testing/console-client.ts';
import { pay } from '../testing/pay.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(() => stack.close());

/** A series as it is scraped; undefined where there is none. */
const scraped = async (series: string) => {
  const text = await (await fetch(`${stack.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

it('counts open connections by namespace, and handshakes by their outcome', async () => {
  const { session, client } = await stack.openHost();
  const { token } = await stack.signIn('owner');
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  await expect(stack.connect({ pt_token: `${session.pt_token}x` })).rejects.toThrow('refused');
  expect(await scraped('socket_connections{namespace="fields"}')).toBe(1);
  expect(await scraped('socket_connections{namespace="console"}')).toBe(1);
  expect(await scraped('socket_handshakes_total{namespace="fields",outcome="accepted"}')).toBe(1);
  expect(await scraped('socket_handshakes_total{namespace="console",outcome="accepted"}')).toBe(1);
  expect(await scraped('socket_handshakes_total{namespace="fields",outcome="token_malformed"}')).toBe(1);
  client.close();
  console.close();
  await expect.poll(() => scraped('socket_connections{namespace="fields"}')).toBe(0);
  await expect.poll(() => scraped('socket_connections{namespace="console"}')).toBe(0);
});

it('counts messages by event and outcome, repeats apart, and how long they took', async () => {
  const { client } = await stack.openHost();
  const asked = { method: 'card', request_id: 'req_asked_twice' } as const;
  for (let i = 0; i < 2; i++) await client.send('host:calculateFee', asked);
  await client.send('no_such_event' as 'payment_status', {});
  const messages = (event: string, outcome: string) =>
    scraped(`socket_messages_total{namespace="fields",event="${event}",outcome="${outcome}"}`);
  expect(await messages('host:calculateFee', 'ok')).toBe(1);
  expect(await messages('host:calculateFee', 'repeated')).toBe(1);
  expect(await messages('unknown', 'invalid_request')).toBe(1);
  expect(await messages('no_such_event', 'invalid_request')).toBeUndefined();
  const duration = 'socket_message_duration_seconds_sum{namespace="fields",event="host:calculateFee"}';
  expect(await scraped(duration)).toBeGreaterThan(0);
  client.close();
});

it('counts the messages of consoles as theirs, and resumes by their outcome', async () => {
  const { token } = await stack.signIn('owner');
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  const room = `merchant:${stack.merchant.id}:dashboard`;
  const { sequence } = await console.send('subscribe', { room });
  await console.send('subscribe', { room, after_sequence: Number(sequence) });
  await console.send('subscribe', { room, after_sequence: Number(sequence) + 1 });
  expect(await scraped('socket_messages_total{namespace="console",event="subscribe",outcome="ok"}')).toBe(2);
  for (const outcome of ['complete', 'refused'])
    expect(await scraped(`socket_resumes_total{namespace="console",outcome="${outcome}"}`)).toBe(1);
  console.close();
});

it('measures how long a fact waits until it is told', async () => {
  const before = (await scraped('outbox_lag_seconds_count')) ?? 0;
  await pay(stack);
  await expect.poll(() => scraped('outbox_lag_seconds_count')).toBeGreaterThan(before);
});
