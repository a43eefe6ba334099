import { parseArgs } from 'node:util';
import { runCrash } from './crash/run-crash.ts';
import { runWebhooks } from './webhooks/run-webhooks.ts';
import { runFuzz } from './fuzz/run-fuzz.ts';
import { runSoak } from './soak/run-soak.ts';

/** Long proofs, each under its name; `npm test` runs a short form of each. */
const CAMPAIGNS: Record<string, (options: { count: number; seed: number }) => Promise<boolean>> = {
  crash: runCrash,
  webhooks: runWebhooks,
  fuzz: runFuzz,
  soak: runSoak,
};

const USAGE = `Usage: npm run campaign -- ${Object.keys(CAMPAIGNS).join('|')} [--count N] [--seed N]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const campaign = CAMPAIGNS[positionals[0] ?? ''];
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!campaign || !Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error(USAGE);
  process.exit(1);
}
process.exit((await campaign({ count, seed })) ? 0 : 1);
