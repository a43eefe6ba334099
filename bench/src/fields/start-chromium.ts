import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../../playwright/support/find-browser.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { Devtools } from './devtools.ts';

const FLAGS = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
];

/** Starts Chromium with a profile of its own, ended with the benchmark. */
export async function startChromium(cleanUp: CleanUp): Promise<Devtools> {
  const program = findBrowser() ?? chromium.executablePath();
  const profile = join(await temporaryFolder(cleanUp), 'profile');
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  cleanUp.add(async () => {
    child.kill();
    await exited;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    void exited.then(() => reject(new Error('Chromium ended while it was starting')));
    // Its standard error must be read to the end, or it would block when the pipe is full.
    createInterface(child.stderr).on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  const devtools = await Devtools.connect(url);
  cleanUp.add(() => devtools.close());
  return devtools;
}
