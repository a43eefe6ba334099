import { compose } from '../compose.ts';
import type { Composed } from '../compose.ts';
import { createLog } from '../logging/logger.ts';
import { createPaymentServer } from '../server.ts';
import type { PaymentServer } from '../server.ts';
import { connectFields } from './fields-client.ts';
import type { FieldsClient, FieldsClientOptions } from './fields-client.ts';
import type { TestStack } from './start-test-stack.ts';
import { SHOP_ORIGIN } from './test-merchant.ts';

export interface ServerBeside {
  url: string;
  composed: Composed;
  server: PaymentServer;
  /** What it logged. */
  lines: string[];
  /** A field's connection to it. */
  connect(auth: FieldsClientOptions['auth'], more?: Partial<FieldsClientOptions>): Promise<FieldsClient>;
  close(): Promise<void>;
}

export interface BesideOptions {
  /** Whether it runs jobs and relays, as any server does. */
  runsJobs?: boolean;
}

/** Another payment server on the stack's database, keys and clock, on a port of its own. */
export async function startBeside(stack: TestStack, { runsJobs = true }: BesideOptions = {}): Promise<ServerBeside> {
  const lines: string[] = [];
  const composed = await compose({
    settings: stack.settings,
    clock: stack.clock,
    log: createLog('trace', { write: (line) => void lines.push(line) }),
    passwordCost: 4,
    sandboxDelay: () => Promise.resolve(),
  });
  const server = await createPaymentServer(composed.deps, { runsJobs });
  const url = `http://127.0.0.1:${await server.listen()}`;
  return {
    url,
    composed,
    server,
    lines,
    connect: (auth, more = {}) =>
      connectFields({ url, auth, observedOrigin: SHOP_ORIGIN, origin: stack.settings.origins.fields, ...more }),
    close: async () => {
      await server.close();
      await composed.close();
    },
  };
}
