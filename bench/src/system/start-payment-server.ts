import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@fieldfare/db/free-port';
import type { BenchDatabase, BenchServer } from '../harness/bench-database.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { createMerchant } from './create-merchant.ts';
import { paymentServerEnv } from './payment-server-env.ts';
import { REPOSITORY_ROOT } from './repository-root.ts';
import { startService } from './start-service.ts';

export interface RunningPaymentServer {
  url: string;
  /** The origin that its field sockets must come from. */
  fieldsOrigin: string;
  /** A page that may embed the merchant's fields. */
  shopOrigin: string;
  secretKey: string;
  database: BenchDatabase;
  pid: number;
}

/** The payment server itself, in a process of its own, on a database of its own, with one merchant and its key. */
export async function startPaymentServer(server: BenchServer, cleanUp: CleanUp): Promise<RunningPaymentServer> {
  const database = await server.createDatabase('payment_server');
  const folder = join(server.folder, 'payment-server');
  await mkdir(folder, { recursive: true });
  const origins = {
    payments: `http://127.0.0.1:${await freePort()}`,
    web: 'http://localhost:3000',
    fields: 'http://127.0.0.1:3000',
    shop: 'http://localhost:3002',
  };
  const secretKey = await createMerchant(database, [origins.shop]);
  const { pid } = await startService(
    {
      title: 'payment server',
      args: ['src/main.ts'],
      cwd: join(REPOSITORY_ROOT, 'apps', 'socket-server'),
      env: paymentServerEnv(database, folder, origins),
      logFile: join(server.folder, 'payment-server.log'),
      readyUrl: `${origins.payments}/health/ready`,
    },
    cleanUp,
  );
  return {
    url: origins.payments,
    fieldsOrigin: origins.fields,
    shopOrigin: origins.shop,
    secretKey,
    database,
    pid,
  };
}
