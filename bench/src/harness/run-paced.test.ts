import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runPaced } from './run-paced.ts';

it('does not wait for one answer before the next is sent, and counts the time of each from its sending', async () => {
  let underWay = 0;
  let most = 0;
  const run = await runPaced(1_000, Array.from({ length: 40 }), async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await delay(30);
    underWay -= 1;
  });
  expect(most).toBeGreaterThan(5);
  expect(run.latenciesMs).toHaveLength(40);
  expect(Math.min(...run.latenciesMs)).toBeGreaterThanOrEqual(28);
});

it('says what was kept up, not what was asked for', async () => {
  let busy = Promise.resolve();
  // One at a time, 5 ms each: at most 200 a second.
  const run = await runPaced(2_000, Array.from({ length: 30 }), () => {
    busy = busy.then(() => delay(5));
    return busy;
  });
  expect(run.heldRate).toBeLessThan(220);
});

it('sends nothing before it is due', async () => {
  const run = await runPaced(200, Array.from({ length: 10 }), () => Promise.resolve());
  expect(Math.min(...run.latenessMs)).toBeGreaterThanOrEqual(0);
  expect(run.heldRate).toBeLessThan(230);
});
