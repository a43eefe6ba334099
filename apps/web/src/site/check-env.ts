import 'server-only';
import { webEnv } from '../env.ts';

/** Ends the process with code 1, and the names of what to set, when a setting is missing or refused. */
export function checkEnv(): void {
  try {
    webEnv();
  } catch (error) {
    process.stderr.write(
      `The web app cannot start:\n${error instanceof Error ? error.message : 'unreadable settings'}\n`,
    );
    process.exit(1);
  }
}
