import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '@fieldfare/db/free-port';
import { ROOT } from '../../../scripts/shared/root.ts';
import { startBenchServer } from '../harness/bench-database.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { createMerchant } from '../system/create-merchant.ts';
import { startPaymentServerAt } from '../system/start-payment-server.ts';
import { startService } from '../system/start-service.ts';
import { buildPages, NEXT, NEXT_FIELDS } from './build-pages.ts';

/** A shop, and where the fields of its checkout come from. */
export interface Checkout {
  shopOrigin: string;
  fieldsOrigin: string;
}

/** The same shop twice, over the same payment server: with our fields, and with those of the Next fixture. */
export async function startCheckouts(cleanUp: CleanUp): Promise<Record<'ours' | 'next', Checkout>> {
  const server = await startBenchServer(cleanUp);
  const { folder } = server;
  await buildPages(folder, cleanUp);
  const database = await server.createDatabase('checkout');
  const [webPort, nextPort] = [await freePort(), await freePort()];
  // Pages and fields stand on different sites, as they do in production, so that the browser isolates the frames.
  const ours = { shopOrigin: `http://localhost:${await freePort()}`, fieldsOrigin: `http://127.0.0.1:${webPort}` };
  const next = { shopOrigin: `http://localhost:${await freePort()}`, fieldsOrigin: `http://127.0.0.1:${nextPort}` };
  const origins = {
    payments: `http://localhost:${await freePort()}`,
    web: `http://localhost:${webPort}`,
    fields: ours.fieldsOrigin,
    shop: ours.shopOrigin,
  };
  const secretKey = await createMerchant(database, [ours.shopOrigin, next.shopOrigin]);
  await startPaymentServerAt(origins, database, folder, cleanUp);

  const nextServer = (title: string, directory: string, port: number, env: Record<string, string>, readyUrl: string) =>
    startService(
      {
        title,
        args: [NEXT, 'start', directory, '--hostname', '127.0.0.1', '--port', String(port)],
        cwd: directory,
        env: { NEXT_TELEMETRY_DISABLED: '1', ...env },
        logFile: join(folder, `${port}.log`),
        readyUrl,
      },
      cleanUp,
    );
  const shop = ({ shopOrigin, fieldsOrigin }: Checkout) =>
    startService(
      {
        title: 'shop',
        args: ['src/main.ts'],
        cwd: join(ROOT, 'examples', 'checkout'),
        env: {
          SHOP_PORT: new URL(shopOrigin).port,
          SHOP_ORIGIN: shopOrigin,
          FIELDS_ORIGIN: fieldsOrigin,
          PAYMENTS_ORIGIN: origins.payments,
          FIELDFARE_SECRET_KEY: secretKey,
          FIELDFARE_DATA_DIR: join(folder, new URL(shopOrigin).port),
        },
        logFile: join(folder, 'shop.log'),
        readyUrl: `${shopOrigin}/`,
      },
      cleanUp,
    );
  const webEnv = {
    FIELDFARE_ENV: 'development',
    WEB_ORIGIN: origins.web,
    FIELDS_ORIGIN: origins.fields,
    PAYMENTS_ORIGIN: origins.payments,
    WEB_DATABASE_URL: database.webUrl,
    NEXTAUTH_URL: origins.web,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
  };
  const web = join(ROOT, 'apps', 'web');
  await nextServer('web app', web, webPort, webEnv, `${origins.web}/console/sign-in`);
  await nextServer('Next fixture', NEXT_FIELDS, nextPort, {}, `${next.fieldsOrigin}/fields/card-number`);
  await Promise.all([shop(ours), shop(next)]);
  return { ours, next };
}
