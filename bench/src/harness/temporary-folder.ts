import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CleanUp } from './clean-up.ts';

/** A folder that is deleted with the benchmark. */
export async function temporaryFolder(cleanUp: CleanUp): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldfare-bench-'));
  cleanUp.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
