import { join, relative } from 'node:path';
import { ROOT } from '../shared/root.ts';
import { archiveRelease } from './archive-release.ts';
import { makeRelease } from './make-release.ts';

/** `npm run release`: keeps the build of this version for ever, so that pages which pin it go on working after the next one. */
const folder = process.argv[2] ?? join(ROOT, 'releases');
const release = await makeRelease();
const { version, files } = release;
try {
  const isNew = archiveRelease(folder, release);
  const where = relative(ROOT, folder);
  process.stdout.write(
    isNew
      ? `Version ${version} is released: ${Object.keys(files).length} files are in ${where}. Commit them, and raise the version before the next change.\n`
      : `Version ${version} is in ${where} already, as it is.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
