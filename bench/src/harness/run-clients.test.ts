import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runClients } from './run-clients.ts';

it('works each item once, with no more under way than there are clients', async () => {
  const worked: number[] = [];
  let underWay = 0;
  let most = 0;
  const run = await runClients(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await delay(2);
    underWay -= 1;
    worked.push(item);
  });
  expect(new Set(worked)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  expect(worked).toHaveLength(7);
  expect(most).toBe(3);
  expect(run.latenciesMs).toHaveLength(7);
});

it('fails where an item fails', async () => {
  await expect(runClients(2, [1], () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
