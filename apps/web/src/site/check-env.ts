import 'server-only';
import { servedReleases } from '../fields-origin/releases/served-releases.ts';

/** Ends the process with code 1, and words for what to do, when a setting is missing or refused, or a released file is not what it was. */
export function checkEnv(): void {
  try {
    servedReleases();
  } catch (error) {
    process.stderr.write(
      `The web app cannot start:\n${error instanceof Error ? error.message : 'unreadable settings'}\n`,
    );
    process.exit(1);
  }
}
