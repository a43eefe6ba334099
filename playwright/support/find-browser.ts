import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser that the tests drive: `CHROMIUM_PATH`, else Playwright's own (undefined), else the system's.
 *
 * @throws when there is none, saying how to get one
 */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment['CHROMIUM_PATH'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  if (existsSync(chromium.executablePath())) return undefined;
  const folders = [...(environment['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const system = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (system) return system;
  throw new Error('No Chromium was found: run "npx playwright install chromium", or set CHROMIUM_PATH.');
}
