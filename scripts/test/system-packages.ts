import { existsSync } from 'node:fs';
import { findBrowser } from '../../playwright/support/find-browser.ts';
import { runCommand } from './run-command.ts';

function hasBrowser(): boolean {
  try {
    findBrowser();
    return true;
  } catch {
    return false;
  }
}

/** Makes sure of a browser: where there is none, installs Debian's on a machine where we may; else says what to do. */
export async function ensureBrowser(cwd: string): Promise<boolean> {
  if (hasBrowser()) return true;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand({ command: 'apt-get', args: ['update', '-qq'], cwd, env });
    await runCommand({
      command: 'apt-get',
      args: ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      cwd,
      env,
    });
    if (hasBrowser()) return true;
  }
  console.error(
    "There is no Chromium for the browser tests. Install one (npx playwright install chromium, or your system's package), or set CHROMIUM_PATH.",
  );
  return false;
}
