import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrityOf } from '../publish/integrity-of.ts';
import { StartError } from '../shared/start-error.ts';
import type { Release } from './make-release.ts';

/**
 * Adds a release to the folder of releases: `{version}.json` names its files by their hashes, and `files/` holds each content once, under
 * the name of its hash. What was released is never written again.
 *
 * @returns whether it was added; false where the folder has it already
 * @throws {StartError} where the folder has other files under the same version
 */
export function archiveRelease(folder: string, { version, protocol, catalogs, files }: Release): boolean {
  const hashes = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, integrityOf(content)]));
  const text = `${JSON.stringify({ version, protocol, catalogs, files: hashes }, null, 2)}\n`;
  const listing = join(folder, `${version}.json`);
  if (existsSync(listing)) {
    if (readFileSync(listing, 'utf8') === text) return false;
    throw new StartError(`Version ${version} was released with other files. Raise the version, and release that.`);
  }
  mkdirSync(join(folder, 'files'), { recursive: true });
  for (const content of Object.values(files)) writeFileSync(join(folder, 'files', fileNameOf(content)), content);
  // Last, so that a listing never names a file that is not there.
  writeFileSync(listing, text);
  return true;
}

/** A hash as a file may be called. */
const fileNameOf = (content: string): string =>
  integrityOf(content).replace('sha384-', '').replaceAll('+', '-').replaceAll('/', '_');
