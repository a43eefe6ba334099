import { archiveRelease } from '../../scripts/release/archive-release.ts';
import { makeRelease } from '../../scripts/release/make-release.ts';

/** A release that came before the one that is tested. */
export const OLD_RELEASE = '0.0.9';

/** Adds it to a folder of releases: today's sources under its name, with frames that can be told from today's. */
export async function addOldRelease(folder: string): Promise<void> {
  const release = await makeRelease(OLD_RELEASE);
  const frame = `document.documentElement.dataset.release='${OLD_RELEASE}';${release.files['frames/fields.js']}`;
  archiveRelease(folder, { ...release, files: { ...release.files, 'frames/fields.js': frame } });
}
