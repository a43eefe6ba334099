import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runCommand } from './run-command.ts';

function findOnPath(names: string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  for (const name of names) for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name);
  return null;
}

/** The browser that the tests use: CHROMIUM_PATH, Playwright's own, or the system's. Null where there is none. */
export function findBrowser(): string | null {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return existsSync(chosen) ? chosen : null;
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  return findOnPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

/** Installs Debian packages, where this is a machine with apt and we may. True where all went well. */
async function installPackages(packages: string[], cwd: string): Promise<boolean> {
  if (!findOnPath(['apt-get']) || process.getuid?.() !== 0) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand({ command: 'apt-get', args: ['update', '-qq'], cwd, env });
  return (
    (await runCommand({
      command: 'apt-get',
      args: ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      cwd,
      env,
    })) === 0
  );
}

/** Makes sure of a browser, installing one where that is possible; says what to do where it is not. */
export async function ensureBrowser(cwd: string): Promise<boolean> {
  if (findBrowser()) return true;
  if ((await installPackages(['chromium'], cwd)) && findBrowser()) return true;
  console.error(
    "There is no Chromium for the browser tests. Install one (npx playwright install chromium, or your system's package), or set CHROMIUM_PATH.",
  );
  return false;
}
