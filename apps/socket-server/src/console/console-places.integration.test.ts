import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectConsole } from '../testing/console-client.ts';
import { createShopper } from '../testing/shopper.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      limits: { ...settings.limits, consoleSocketsPerAccount: 2, consoleSocketsPerIp: 5 },
    }),
  });
});
afterAll(async () => {
  await stack.close();
});

const open = (token: string) => connectConsole(stack.url, token, stack.settings.origins.web);
const refused = expect.objectContaining({
  refusal: expect.objectContaining({ status: 429, detail: 'too_many_connections' }),
});

it('[LM1] holds an account to its windows, and lets many people and shoppers behind one address have theirs', async () => {
  const owner = (await stack.signIn('owner')).token;
  const viewer = (await stack.signIn('viewer')).token;
  const shoppers = [await createShopper(stack, 'ada@shopper.test'), await createShopper(stack, 'bea@shopper.test')];
  const windows = [await open(owner), await open(owner)];
  await expect(open(owner)).rejects.toEqual(refused);
  for (const token of [viewer, ...shoppers.map((shopper) => shopper.token)]) windows.push(await open(token));
  await expect(open(viewer)).rejects.toEqual(refused);

  windows.shift()?.close();
  await expect
    .poll(async () => {
      const window = await open(owner).catch(() => null);
      if (window) windows.push(window);
      return window !== null;
    })
    .toBe(true);
  for (const window of windows) window.close();
  await expect.poll(() => stack.server.census().places).toBe(0);
});
