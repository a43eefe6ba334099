import { withStack } from '../with-stack.ts';
import { soakCampaign } from './soak-campaign.ts';

/** What a heap may differ by between two collections without anything having leaked. */
const MAY_DIFFER_BYTES = 16 * 1024 * 1024;
/** Twice as long as an idle connection of the database is kept. */
const POOLS_SHRINK_MS = 60_000;
const MIB = 1024 * 1024;

/** `npm run campaign -- soak`: says what shoppers who came, paid and went have left behind. */
export async function runSoak({ count, seed }: { count: number; seed: number }): Promise<boolean> {
  const { report, seconds } = await withStack((stack) =>
    soakCampaign({ stack, count, seed, timersWithinMs: POOLS_SHRINK_MS, say: console.error }),
  );
  const { cycles, payments, left, rows, timers, heap } = report;
  console.log(`${cycles} cycles, ${payments} payments, ${seconds} seconds.`);
  console.table({ 'left in the server': left });
  console.log(`Rows left: ${rows.attemptsUnderWay} attempts under way, ${rows.nonces} nonces.`);
  console.log(`Timers: ${timers.before} before, ${timers.after} after.`);
  console.log(`Heap: ${(heap.warm / MIB).toFixed(1)} MB once warm, ${(heap.after / MIB).toFixed(1)} MB at the end.`);
  const isClean = [...Object.values(left), ...Object.values(rows)].every((count) => count === 0);
  const hasGrown = heap.after - heap.warm > MAY_DIFFER_BYTES;
  const isWhole = isClean && !hasGrown && timers.after <= timers.before;
  console.log(isWhole ? 'Nothing was left behind.' : 'SOMETHING WAS LEFT BEHIND.');
  return isWhole;
}
