export { createProcessorDirectory } from './create-processor-directory.ts';
export type { ProcessorDirectoryOptions } from './create-processor-directory.ts';
export { onlySandbox } from './only-sandbox.ts';
export { createAccountProcessors } from './account-processors.ts';
export type { ProcessorServer } from './processor-server.ts';
export type { AccountProcessors, AccountProcessorsOptions } from './account-processors.ts';
export type { ProcessorAccount, ProcessorAccounts, RoutingRule } from './accounts.ts';
export { createSandboxProcessor } from './sandbox/create-sandbox-processor.ts';
export type { SandboxProcessor, SandboxProcessorOptions } from './sandbox/create-sandbox-processor.ts';
