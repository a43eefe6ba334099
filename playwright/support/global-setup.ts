import { STACK_VARIABLE } from './stack.ts';
import { startStack } from './start-stack.ts';

/**
 * Starts one stack for the whole run and hands it to the workers through the environment. A run that is given the data folder of a
 * stack that already runs uses that one and leaves it running: for the person who writes tests.
 *
 * @returns what ends the stack after the last test
 */
// oxlint-disable-next-line import/no-default-export -- the form that Playwright demands.
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env[STACK_VARIABLE]) return async () => {};
  const { stack, stop } = await startStack();
  process.env[STACK_VARIABLE] = stack.dataDir;
  return stop;
}
