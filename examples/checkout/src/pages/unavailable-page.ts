import { html } from './html.ts';
import { layout } from './layout.ts';

/** Shown when the payment server does not answer. */
export function unavailablePage(nonce: string): string {
  return layout(
    nonce,
    'One moment',
    html`<main class="note">
      <h1>Checkout is not available right now</h1>
      <p>
        We could not reach the payment service. Opening this page charges nothing; if you have just paid, the outcome
        will be here when it is back.
      </p>
      <p><a class="primary" href="/checkout">Try again</a></p>
    </main>`,
  );
}
