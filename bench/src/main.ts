import { benchmarks } from './benchmarks.ts';
import { CleanUp, cleanUpOnSignals } from './harness/clean-up.ts';
import { machineFacts } from './harness/machine-facts.ts';
import { parseOptions } from './harness/parse-options.ts';
import type { BenchOptions } from './harness/parse-options.ts';
import { printReport } from './harness/print-report.ts';

const options = readOptions();
console.log(`Machine: ${machineFacts()}.`);
if (options.isQuick) console.log('A smoke run (--quick): it shows that the benchmarks work. Its figures mean nothing.');

let failures = 0;
for (const name of options.names) {
  const cleanUp = new CleanUp();
  const forgetSignals = cleanUpOnSignals(cleanUp);
  try {
    const report = await benchmarks[name]?.({ options, cleanUp, say: (line) => console.error(`${name}: ${line}`) });
    if (report) printReport(name, report);
  } catch (error) {
    failures += 1;
    console.error(`${name} could not run:`, error instanceof Error ? error.message : error);
  } finally {
    await cleanUp.run();
    forgetSignals();
  }
}
process.exit(failures > 0 ? 1 : 0);

function readOptions(): BenchOptions {
  try {
    return parseOptions(process.argv.slice(2), Object.keys(benchmarks));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error('Usage: npm run bench -- [name ...] [--quick] [--rounds N]');
    return process.exit(1);
  }
}
