import { join } from 'node:path';
import type { Clock } from '@fieldfare/payments';
import { createSandboxProcessor } from '@fieldfare/processors';
import type { SandboxProcessor } from '@fieldfare/processors';
import type { Settings } from './env/settings.ts';
import { readOrMakeSecret } from './files/read-or-make-secret.ts';

const HASH_KEY_BYTES = 32;

/** The simulated bank, in development alone; null where there is none. */
export async function composeSandbox(
  { isProduction, database, dataDir, sandboxAchMs }: Settings,
  clock: Clock,
  delay?: (ms: number) => Promise<unknown>,
): Promise<SandboxProcessor | null> {
  if (isProduction || database.sandbox === null) return null;
  return createSandboxProcessor({
    environment: 'development',
    connectionString: database.sandbox,
    hashKey: await readOrMakeSecret(join(dataDir, 'keys/sandbox-bank.key'), HASH_KEY_BYTES),
    clock,
    networkDelayMs: sandboxAchMs,
    ...(delay ? { delay } : {}),
  });
}
