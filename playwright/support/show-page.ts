import type { Page } from '@playwright/test';
import type { Stack } from './stack.ts';

export interface ShownPage {
  page: Page;
  stack: Stack;
  /** Of its own, at the shop's origin. */
  path: string;
  html: string;
  headers?: Record<string, string>;
}

/** Shows a page of a test's own at the shop's origin, which the demo merchant allows. */
export async function showPage({ page, stack, path, html, headers = {} }: ShownPage): Promise<void> {
  const address = `${stack.shop}/${path}`;
  // A document that the test itself answers comes from no address; the browser then asks before it lets it speak to this machine.
  await page.context().grantPermissions(['local-network-access'], { origin: stack.shop });
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', headers, body: html }));
  await page.goto(address);
}
