import type { Locator } from '@playwright/test';

/** How large every frame of the page is, and how large all that one field's frame holds, as text to be compared. */
export async function frameSizes(field: Locator): Promise<string> {
  const outer = await field
    .page()
    .evaluate(() =>
      Array.from(document.querySelectorAll('iframe'), (frame) => frame.getBoundingClientRect().toJSON() as object),
    );
  const inner = await field.evaluate(() => [
    innerWidth,
    innerHeight,
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
  ]);
  return JSON.stringify({ outer, inner });
}
