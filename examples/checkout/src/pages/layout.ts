import { html } from './html.ts';
import type { Html } from './html.ts';

/** What every page of the shop has around it. */
export function layout(nonce: string, title: string, content: Html, head: Html | null = null): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Hedgerow Paper</title>
        <link rel="stylesheet" href="/assets/shop.css" nonce="${nonce}" />
        <link rel="icon" href="/assets/notebooks.svg" type="image/svg+xml" />
        ${head}
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">Hedgerow Paper</a
          ><span class="tag">A demonstration shop. No real card is charged.</span>
        </header>
        ${content}
        <footer class="foot">
          Payments by Fieldfare. Card data goes from its fields to the payment server and never touches this shop.
        </footer>
      </body>
    </html>`.text;
}
