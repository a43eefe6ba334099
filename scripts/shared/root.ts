import { fileURLToPath } from 'node:url';
import { delimiter, dirname, join } from 'node:path';

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The PATH on which our own tools come first, and before them the Node that runs this. */
export function toolPath(): string {
  return [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
}
