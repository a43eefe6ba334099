import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@fieldfare/db/free-port';
import { ROOT } from '../../../scripts/shared/root.ts';
import type { BenchDatabase, BenchServer } from '../harness/bench-database.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { createMerchant } from './create-merchant.ts';
import { paymentServerEnv } from './payment-server-env.ts';
import type { LiftedLimits, Origins } from './payment-server-env.ts';
import { startService } from './start-service.ts';

export interface RunningPaymentServer {
  url: string;
  /** The origin that its field sockets must come from. */
  fieldsOrigin: string;
  /** The origin that console sockets must come from. */
  webOrigin: string;
  /** A page that may embed the merchant's fields. */
  shopOrigin: string;
  secretKey: string;
  database: BenchDatabase;
  pid: number;
  /** What it was started with. */
  started: { origins: Origins; folder: string; lifted: LiftedLimits };
}

/** A full collection is asked for where memory is measured; nothing else differs from the server as it is shipped. */
const COLLECTS_GARBAGE = new URL('collect-garbage.ts', import.meta.url).href;

/** The payment server itself, in a process of its own, on a database of its own of that name, with one merchant and its key. */
export async function startPaymentServer(
  server: BenchServer,
  cleanUp: CleanUp,
  name = 'payment_server',
  lifted: LiftedLimits = 'all',
): Promise<RunningPaymentServer> {
  const origins = {
    payments: `http://127.0.0.1:${await freePort()}`,
    web: 'http://localhost:3000',
    fields: 'http://127.0.0.1:3000',
    shop: 'http://localhost:3002',
  };
  const database = await server.createDatabase(name);
  const secretKey = await createMerchant(database, [origins.shop]);
  const folder = join(server.folder, name);
  const pid = await startPaymentServerAt(origins, database, folder, cleanUp, lifted);
  return {
    url: origins.payments,
    fieldsOrigin: origins.fields,
    webOrigin: origins.web,
    shopOrigin: origins.shop,
    secretKey,
    database,
    pid,
    started: { origins, folder, lifted },
  };
}

/** Ends the server and starts it again where it was: a process that knows of what the former one did only what that kept. */
export async function startPaymentServerAgain(
  { pid, database, started }: RunningPaymentServer,
  cleanUp: CleanUp,
): Promise<number> {
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await delay(100);
  return startPaymentServerAt(started.origins, database, started.folder, cleanUp, started.lifted);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The payment server at the given origins; answers its process id. */
export async function startPaymentServerAt(
  origins: Origins,
  database: BenchDatabase,
  folder: string,
  cleanUp: CleanUp,
  lifted: LiftedLimits = 'all',
): Promise<number> {
  const dataDir = join(folder, 'payment-server');
  await mkdir(dataDir, { recursive: true });
  const { pid } = await startService(
    {
      title: 'payment server',
      args: ['--expose-gc', '--import', COLLECTS_GARBAGE, 'src/main.ts'],
      cwd: join(ROOT, 'apps', 'socket-server'),
      env: paymentServerEnv(database, dataDir, origins, lifted),
      logFile: join(folder, 'payment-server.log'),
      readyUrl: `${origins.payments}/health/ready`,
    },
    cleanUp,
  );
  return pid;
}
