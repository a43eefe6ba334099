import { withStack } from '../with-stack.ts';
import { fuzzCampaign } from './fuzz-campaign.ts';

/** `npm run campaign -- fuzz`: says what hostile messages came to, and whether anything was granted or broken. */
export async function runFuzz({ count, seed }: { count: number; seed: number }): Promise<boolean> {
  const { report, seconds } = await withStack((stack) => fuzzCampaign({ stack, count, seed, say: console.error }));
  console.log(
    `${report.messages} messages, ${report.answered} answered, ${report.ended} connections ended by the server, ${report.brokenIn} broken while they were upgraded:`,
  );
  for (const [outcome, times] of Object.entries(report.outcomes).toSorted((a, b) => b[1] - a[1])) {
    console.log(`  ${String(times).padStart(9)}  ${outcome}`);
  }
  for (const problem of report.problems.slice(0, 50)) console.log(problem);
  console.log(`Problems: ${report.problems.length}. Seed ${seed}. ${seconds} seconds.`);
  return report.problems.length === 0;
}
