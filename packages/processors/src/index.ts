export { createProcessorDirectory } from './create-processor-directory.ts';
export type { ConfiguredProcessors } from './create-processor-directory.ts';
export { createSandboxProcessor } from './sandbox/create-sandbox-processor.ts';
export type { SandboxProcessor, SandboxProcessorOptions } from './sandbox/create-sandbox-processor.ts';
