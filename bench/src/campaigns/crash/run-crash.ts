import { createTestDatabase } from '@fieldfare/db/testing';
import { startTestServer } from '@fieldfare/db/testing/start-test-server';
import { TEST_SERVER_VARIABLE } from '@fieldfare/db/testing/test-server-url';
import { crashCampaign } from './crash-campaign.ts';
import type { CrashReport } from './crash-campaign.ts';

const PER_PROCESS = 100;

/** `npm run campaign -- crash`: says what was found, and whether the books agree. */
export async function runCrash({ count, seed }: { count: number; seed: number }): Promise<boolean> {
  const server = await startTestServer();
  process.env[TEST_SERVER_VARIABLE] = server.serverUrl;
  try {
    const database = await createTestDatabase();
    const startedAt = Date.now();
    const report = await crashCampaign({ database, count, perProcess: PER_PROCESS, seed, say: console.error });
    print(report, Math.round((Date.now() - startedAt) / 1_000));
    return agrees(report);
  } finally {
    await server.stop();
  }
}

function agrees({ differences, open, ours, bank, ledgerOwedMinor }: CrashReport): boolean {
  const isEqual = JSON.stringify(ours) === JSON.stringify(bank);
  return (
    differences.length === 0 && open === 0 && isEqual && ledgerOwedMinor === bank.capturedMinor - bank.refundedMinor
  );
}

function print(report: CrashReport, seconds: number): void {
  const { payments, charges, kills, deaths, ours, bank, ledgerOwedMinor, differences, open } = report;
  console.log(
    `${payments} payments (${charges} charges to saved cards got as far as their intent) in ${kills} processes, each killed (SIGKILL) with its payments stopped at these steps:`,
  );
  for (const [label, times] of Object.entries(deaths).toSorted((a, b) => b[1] - a[1])) {
    console.log(`  ${String(times).padStart(6)}  ${label}`);
  }
  console.table({ ours, bank });
  console.log(`The ledger says that the processor owes ${ledgerOwedMinor} minor units.`);
  console.log(`Attempts without an outcome: ${open}. Differences: ${differences.length}. ${seconds} seconds.`);
  for (const difference of differences) console.log(JSON.stringify(difference));
  console.log(agrees(report) ? 'The books agree to the cent.' : 'THE BOOKS DO NOT AGREE.');
}
