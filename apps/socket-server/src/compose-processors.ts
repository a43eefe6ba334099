import { join } from 'node:path';
import type { Clock, ProcessorDirectory } from '@fieldfare/payments';
import { createProcessorDirectory, createSandboxProcessor } from '@fieldfare/processors';
import type { SandboxProcessor } from '@fieldfare/processors';
import type { Settings } from './env/settings.ts';
import { readOrMakeSecret } from './files/read-or-make-secret.ts';

export interface ComposedProcessors {
  processors: ProcessorDirectory;
  sandbox: SandboxProcessor | null;
}

const HASH_KEY_BYTES = 32;

/** The processors by mode. The simulated bank serves test mode, in development alone. */
export async function composeProcessors(
  { isProduction, database, dataDir }: Settings,
  clock: Clock,
  delay?: (ms: number) => Promise<unknown>,
): Promise<ComposedProcessors> {
  if (isProduction || database.sandbox === null) return { processors: createProcessorDirectory({}), sandbox: null };
  const sandbox = createSandboxProcessor({
    environment: 'development',
    connectionString: database.sandbox,
    hashKey: await readOrMakeSecret(join(dataDir, 'keys/sandbox-bank.key'), HASH_KEY_BYTES),
    clock,
    ...(delay ? { delay } : {}),
  });
  return { processors: createProcessorDirectory({ test: sandbox }), sandbox };
}
