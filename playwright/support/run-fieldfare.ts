import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from './stack.ts';

const run = promisify(execFile);
const BIN = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');

/** Runs the command line as the stack's operator would; answers what it printed. */
export async function runFieldfare(stack: Stack, ...args: string[]): Promise<string> {
  const env = { ...process.env, PATH: `${BIN}:${process.env['PATH']}`, FIELDFARE_DATA_DIR: stack.dataDir };
  return (await run(join(BIN, 'fieldfare'), args, { env })).stdout.trim();
}
