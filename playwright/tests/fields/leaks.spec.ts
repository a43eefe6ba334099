import { cards, fillCard } from '@fieldfare/testkit';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

const CARD = ['card-number', 'card-exp', 'card-cvc'];

interface PageOfTests {
  mounted: Record<string, { mount: (target: string) => void; unmount: () => void }>;
  fields: { pay: () => Promise<{ status: string }> };
  pendingTimers: () => number;
}

// A trace keeps what the page has let go of.
test.use({ trace: 'off' });

/** Counts the timers of the page's own document that have not fired yet, from before its first script. */
const countTimers = (page: Page) =>
  page.addInitScript(() => {
    const pending = new Set<unknown>();
    const [set, clear] = [window.setTimeout, window.clearTimeout];
    Object.assign(window, {
      setTimeout: (run: () => void, ...rest: unknown[]) => {
        const timer: unknown = Reflect.apply(set, window, [() => (pending.delete(timer), run()), ...rest]);
        pending.add(timer);
        return timer;
      },
      clearTimeout: (timer: number) => (pending.delete(timer), clear(timer)),
      pendingTimers: () => pending.size,
    });
  });

/** What the browser itself counts in the page's process, after it has collected what nobody holds. */
async function counters(cdp: CDPSession) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { documents, nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { documents, nodes, jsEventListeners };
}

test('a thousand rounds of mounting and unmounting leave no frame, listener or timer, and open no socket', async ({
  fieldsPage,
  newWindow,
}) => {
  const page = await newWindow();
  await countTimers(page);
  let sockets = 0;
  page.on('websocket', () => (sockets += 1));
  const fields = await fieldsPage({ kinds: CARD }, {}, page);
  await expect.poll(() => sockets).toBe(1);
  await page.evaluate(() => {
    for (const field of Object.values((window as unknown as PageOfTests).mounted)) field.unmount();
  });
  const cdp = await page.context().newCDPSession(page);
  const before = await counters(cdp);
  await page.evaluate(async () => {
    const { mounted } = window as unknown as PageOfTests;
    const kinds = Object.entries(mounted);
    for (let round = 0; round < 1_000; round++) {
      const [kind, field] = kinds[round % kinds.length] ?? ['', undefined];
      field?.mount(`#${kind}`);
      // Every tenth round the frame gets as far as asking for its document.
      if (round % 10 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
      field?.unmount();
    }
  });
  // The socket was the frame's, and is gone with it.
  await expect.poll(() => page.frames().length).toBe(1);
  expect(sockets).toBe(1);
  expect(await page.evaluate(() => (window as unknown as PageOfTests).pendingTimers())).toBe(0);
  await expect
    .poll(async () => {
      const after = await counters(cdp);
      return {
        documents: after.documents - before.documents,
        jsEventListeners: after.jsEventListeners - before.jsEventListeners,
        // Some nodes of the browser's own come and go.
        hasMoreNodes: after.nodes > before.nodes + 10,
      };
    })
    .toEqual({ documents: 0, jsEventListeners: 0, hasMoreNodes: false });
  expect(await fields.heard('error')).toEqual([]);

  await page.evaluate(() => {
    const { mounted } = window as unknown as PageOfTests;
    for (const [kind, field] of Object.entries(mounted)) field.mount(`#${kind}`);
  });
  await expect.poll(() => sockets).toBe(2);
  await fillCard(page, cards.visa);
  expect(await page.evaluate(() => (window as unknown as PageOfTests).fields.pay())).toMatchObject({
    status: 'authorized',
  });
});
