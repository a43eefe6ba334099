import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser } from '../../playwright/support/find-browser.ts';
import { findFirefox } from '../../playwright/support/find-firefox.ts';
import { PASSED } from './counts.ts';
import type { Counts } from './counts.ts';
import { runCommand } from './run-command.ts';

interface Need {
  /** What Debian calls it. */
  package: string;
  isThere(): boolean;
  /** What to do where it cannot be installed for the person. */
  remedy: string;
  /** Whether the tests that drive it are skipped, and say so, where it cannot be installed. */
  isOptional?: boolean;
}

const SYSTEM_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

function hasProgram(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.some((folder) => existsSync(join(folder, name)));
}

function hasBrowser(): boolean {
  try {
    findBrowser();
    return true;
  } catch {
    return false;
  }
}

const NEEDS: readonly Need[] = [
  {
    package: 'chromium',
    isThere: hasBrowser,
    remedy:
      "There is no Chromium for the browser tests. Install one (npx playwright install chromium, or your system's package), or set CHROMIUM_PATH.",
  },
  {
    package: 'firefox-esr',
    isThere: () => findFirefox() !== null,
    remedy: 'There is no Firefox: nothing is bought in it. Install firefox-esr, or set FIREFOX_PATH.',
    isOptional: true,
  },
  {
    package: 'redis-server',
    isThere: () => hasProgram('redis-server'),
    remedy:
      'There is no redis-server for the tests of several payment servers. Install it with your system’s packages.',
  },
  {
    package: 'nginx-light',
    isThere: () => hasProgram('nginx'),
    remedy: 'There is no nginx for the tests of several payment servers. Install it with your system’s packages.',
  },
];

/** Makes sure of the programs that the tests drive: installs Debian's on a machine where we may; else says what to do. */
export async function ensureSystemPackages(cwd: string): Promise<Counts> {
  const missing = NEEDS.filter((need) => !need.isThere());
  if (missing.length === 0) return PASSED;
  await install(
    missing.map((need) => need.package),
    cwd,
  );
  const still = missing.filter((need) => !need.isThere());
  for (const need of still) console.error(need.remedy);
  const failures = still.filter((need) => need.isOptional !== true).map((need) => `no ${need.package}`);
  return failures.length === 0 ? PASSED : { passed: 0, failed: 1, failures, flaky: [] };
}

async function install(packages: string[], cwd: string): Promise<void> {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  // The tests start their own servers on free ports; the package's own service is not to run beside them.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await runCommand({ command: 'apt-get', args: ['update', '-qq'], cwd, env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  await runCommand({ command: 'apt-get', args, cwd, env });
}
