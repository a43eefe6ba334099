import { compose } from '../compose.ts';
import { createLog } from '../logging/logger.ts';
import { createPaymentServer } from '../server.ts';
import { connectFields } from './fields-client.ts';
import type { FieldsClient, FieldsClientOptions } from './fields-client.ts';
import type { TestStack } from './start-test-stack.ts';
import { SHOP_ORIGIN } from './test-merchant.ts';

/** Another payment server on the same database, with the same keys: what a client lands on when its own is gone. */
export async function startSecondServer({ settings, clock, lines }: TestStack) {
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const composed = await compose({ settings, clock, log, passwordCost: 4, sandboxDelay: () => Promise.resolve() });
  const server = await createPaymentServer(composed.deps, { runsJobs: false });
  const url = `http://127.0.0.1:${await server.listen()}`;
  return {
    url,
    connect: (auth: FieldsClientOptions['auth'], more: Partial<FieldsClientOptions> = {}): Promise<FieldsClient> =>
      connectFields({ url, auth, observedOrigin: SHOP_ORIGIN, origin: settings.origins.fields, ...more }),
    close: async () => {
      await server.close();
      await composed.close();
    },
  };
}
