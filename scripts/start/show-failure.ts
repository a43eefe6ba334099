import { explainError } from '../shared/explain-error.ts';
import { StartError } from '../shared/start-error.ts';

/** Tells a person why something failed: what a program printed, where the cause is not known, and then one line. */
export function showFailure(error: unknown): void {
  const output = error instanceof StartError ? error.output : '';
  if (output) process.stderr.write(`\n${output.replaceAll(/^/gm, '    ')}\n`);
  process.stderr.write(`\nfieldfare: ${explainError(error)}\n`);
}
