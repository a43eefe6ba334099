import { compose } from '../compose.ts';
import type { Composed } from '../compose.ts';
import type { Settings } from '../env/settings.ts';
import { createLog } from '../logging/logger.ts';
import { createPaymentServer } from '../server.ts';
import type { PaymentServer } from '../server.ts';
import type { TestStack } from './start-test-stack.ts';

export interface ServerBeside {
  url: string;
  composed: Composed;
  server: PaymentServer;
  lines: string[];
  close(): Promise<void>;
}

/** Another payment server on the stack's database, keys and clock, on a port of its own. */
export async function startBeside(
  stack: TestStack,
  change: (settings: Settings) => Settings = (settings) => settings,
): Promise<ServerBeside> {
  const lines: string[] = [];
  const composed = await compose({
    settings: change(stack.settings),
    clock: stack.clock,
    log: createLog('trace', { write: (line) => void lines.push(line) }),
    passwordCost: 4,
    sandboxDelay: () => Promise.resolve(),
  });
  const server = await createPaymentServer(composed.deps);
  const url = `http://127.0.0.1:${await server.listen()}`;
  return {
    url,
    composed,
    server,
    lines,
    close: async () => {
      await server.close();
      await composed.close();
    },
  };
}
