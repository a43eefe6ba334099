import { expect, type Locator, type Page } from '@playwright/test';
import type { Stack } from '../support/stack.ts';

/** A page of the documentation. */
export class DocsPage {
  readonly page: Page;
  readonly search: Locator;
  readonly #stack: Stack;

  constructor(page: Page, stack: Stack) {
    this.page = page;
    this.#stack = stack;
    this.search = page.getByRole('combobox', { name: 'Search the documentation' });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#stack.web}${path}`);
    // Its frames are on their way to their documents until the fields are ready; who looks into one before, looks into what is about to go.
    if (path === '/docs/playground') await expect(this.page.getByRole('button', { name: /^Pay / })).toBeEnabled();
  }

  /** The code that a reader would copy into a file of this name. */
  async codeOf(file: string): Promise<string> {
    return this.page.locator(`figure[data-file="${file}"] pre`).innerText();
  }

  /** The addresses of every page, as the documentation's home lists them. */
  async allPages(): Promise<string[]> {
    await this.open('/docs');
    const links = await this.page.getByRole('main').getByRole('link').all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
    return hrefs.flatMap((href) => (href === null ? [] : [href]));
  }
}
