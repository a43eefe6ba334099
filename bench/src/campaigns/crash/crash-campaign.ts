import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectDatabase, createPaymentRepository, createSessionRepository } from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import type { TestDatabase } from '@fieldfare/db/testing';
import { insertDataKey } from '@fieldfare/db/testing/insert-data-key';
import { reconcileAttempts } from '@fieldfare/payments';
import { createEngineFixture, FAKE_DATA_KEY } from '@fieldfare/payments/testing';
import type { EngineFixture } from '@fieldfare/payments/testing';
import { onlySandbox, createSandboxProcessor } from '@fieldfare/processors';
import * as z from 'zod';
import { compareBooks } from './compare-books.ts';
import type { BooksComparison } from './compare-books.ts';
import { HASH_KEY } from './worker-orders.ts';
import type { WorkerOrders } from './worker-orders.ts';

export interface CrashCampaignOptions {
  database: Pick<TestDatabase, 'paymentsUrl' | 'sandboxUrl' | 'ownerUrl'>;
  /** How many payments die, and how many of them with one process. */
  count: number;
  perProcess: number;
  seed: number;
  say?: (line: string) => void;
}

export interface CrashReport extends BooksComparison {
  payments: number;
  /** How many of our payments were charges to a saved card. */
  charges: number;
  kills: number;
  /** How many stopped at which step. */
  deaths: Record<string, number>;
}

const WORKER = fileURLToPath(new URL('crash-process.ts', import.meta.url));
const Deaths = z.record(z.string(), z.int());
const LOOK_MS = 16 * 60_000;
const MOST_LOOKS = 12;

/**
 * Kills processes in the middle of their payments, lets reconciliation find out what became of each, and compares the bank's books with
 * ours. The clock of the campaign stands still while a process lives and runs on while reconciliation looks.
 */
export async function crashCampaign(options: CrashCampaignOptions): Promise<CrashReport> {
  const { database, count, perProcess, seed, say = () => {} } = options;
  const survivor = openSurvivor(database);
  const deaths: Record<string, number> = {};
  let kills = 0;
  let payments = 0;
  try {
    await insertDataKey(survivor.owner.pool, FAKE_DATA_KEY);
    while (payments < count) {
      const size = Math.min(perProcess, count - payments);
      const startsAt = survivor.fixture.clock.now().toISOString();
      const { paymentsUrl, sandboxUrl } = database;
      const died = await runWorker({ paymentsUrl, sandboxUrl, seed: seed + kills, count: size, startsAt });
      for (const [label, times] of Object.entries(died)) deaths[label] = (deaths[label] ?? 0) + times;
      kills += 1;
      payments += size;
      await survivor.reconcile();
      if (kills % 10 === 0) say(`${payments} of ${count} payments, ${kills} processes killed`);
    }
    const charges = await countCharges(survivor.owner);
    return { payments, charges, kills, deaths, ...(await compareBooks(survivor.owner.pool)) };
  } finally {
    await survivor.close();
  }
}

async function countCharges({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ charges: number }>(
    'SELECT count(*)::int AS charges FROM payments WHERE payment_method_id IS NOT NULL',
  );
  return rows[0]?.charges ?? 0;
}

interface Survivor {
  fixture: EngineFixture;
  owner: Database;
  reconcile(): Promise<void>;
  close(): Promise<void>;
}

/** The server that lives on: it has the database, the bank and time. */
function openSurvivor(database: CrashCampaignOptions['database']): Survivor {
  const fixture = createEngineFixture();
  const payments = connectDatabase({ url: database.paymentsUrl });
  const owner = connectDatabase({ url: database.ownerUrl });
  const bank = createSandboxProcessor({
    connectionString: database.sandboxUrl,
    environment: 'development',
    hashKey: HASH_KEY,
    clock: fixture.clock,
    delay: async () => {},
  });
  fixture.deps.payments = createPaymentRepository(payments.pool);
  fixture.deps.sessions = createSessionRepository(payments.pool);
  fixture.deps.processors = onlySandbox(bank);
  return {
    fixture,
    owner,
    reconcile: async () => {
      for (let look = 0; look < MOST_LOOKS; look++) {
        fixture.clock.advance(LOOK_MS);
        const { looked, failures } = await reconcileAttempts(fixture.deps, 1_000);
        for (const { error } of failures) throw error;
        if (looked === 0) return;
      }
    },
    close: async () => {
      await Promise.all([payments.close(), owner.close(), bank.close()]);
    },
  };
}

/** Runs one worker until it has killed itself; answers where its payments stopped. Any other end is a failure. */
function runWorker(orders: WorkerOrders): Promise<Record<string, number>> {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(Deaths.parse(JSON.parse(output)));
      else reject(new Error(`a worker ended with ${signal ?? code} instead of being killed: ${errors.slice(-2_000)}`));
    });
  });
}
