import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectConsole } from '../testing/console-client.ts';
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
