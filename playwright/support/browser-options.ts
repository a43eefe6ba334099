import type { LaunchOptions } from '@playwright/test';
import { findBrowser } from './find-browser.ts';

/** How the tests launch Chromium. A browser of our own start, on our own pages: root may run it, and it talks to nobody else. */
export function browserOptions(): LaunchOptions {
  const executablePath = findBrowser();
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
