import type { Processor, ProcessorDirectory } from '@fieldfare/payments';
import { createAccountProcessors } from './account-processors.ts';
import { createProcessorDirectory } from './create-processor-directory.ts';

/** A directory of a server whose merchants have no accounts. */
export function onlySandbox(sandbox: Processor): ProcessorDirectory {
  const accounts = {
    list: async () => [],
    find: async () => null,
    credentials: async () => {
      throw new Error('nobody has credentials here');
    },
  };
  return createProcessorDirectory({ sandbox, accounts, processors: createAccountProcessors({ accounts }) });
}
