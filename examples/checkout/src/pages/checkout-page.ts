import type { OpenOrder } from '../orders/order-desk.ts';
import { formatAmount, orderLines } from '../orders/order.ts';
import { html, jsonBlock } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';

export interface CheckoutView extends OpenOrder {
  fieldsOrigin: string;
}

/** The page on which an order is paid, and afterwards followed. */
export function checkoutPage(nonce: string, view: CheckoutView): string {
  const { state, ptToken, fieldsOrigin, session } = view;
  const isPaying = state.step === 'pay';
  const head = html`<script src="${fieldsOrigin}/sdk/v1/fieldfare.js" nonce="${nonce}"></script>
    <script src="/assets/checkout.js" type="module" nonce="${nonce}"></script>`;
  return layout(
    nonce,
    'Checkout',
    html`<main class="checkout">
        <section class="pay" aria-labelledby="title">
          <h1 id="title">Checkout</h1>
          <div id="outcome" role="status" class="outcome" tabindex="-1"></div>
          ${isPaying && paymentForm(session)}
          <form id="again" method="post" action="/checkout/new" ${isPaying ? html` hidden` : ''}>
            <button class="quiet" type="submit">Start a new order</button>
          </form>
        </section>
        ${summary(view)}
      </main>
      ${jsonBlock('checkout', { state, ptToken, fieldsOrigin })}`,
    head,
  );
}

function paymentForm({ methods, total_minor }: CheckoutView['session']): Html {
  return html`<form id="payment" novalidate>
    ${methods.length > 1 && methodChoice()}
    <section data-method="card" aria-labelledby="card-title">
      <h2 id="card-title">Pay by card</h2>
      ${hostedField('card-number', 'Card number')}
      <div class="pair">${hostedField('card-exp', 'Expiration date')}${hostedField('card-cvc', 'Security code')}</div>
      ${hostedField('card-name', 'Name on card')} ${hostedField('card-postal-code', 'Postal code')}
    </section>
    <section data-method="ach" aria-labelledby="ach-title" hidden>
      <h2 id="ach-title">Pay by bank account</h2>
      ${hostedField('account-name', 'Account holder name')} ${hostedField('account-type', 'Account type')}
      <div class="pair">
        ${hostedField('routing-number', 'Routing number')}${hostedField('account-number', 'Account number')}
      </div>
      <p id="mandate" class="small"></p>
    </section>
    <button id="pay" class="primary wide" type="submit">Pay ${formatAmount(total_minor)}</button>
  </form>`;
}

function methodChoice(): Html {
  return html`<fieldset class="methods">
    <legend>Payment method</legend>
    <label><input type="radio" name="method" value="card" checked /> Card</label>
    <label><input type="radio" name="method" value="ach" /> Bank account</label>
  </fieldset>`;
}

/** A label, the box that the hosted field fills, and the place for what is wrong with it. The frame itself tells screen readers. */
function hostedField(kind: string, label: string): Html {
  return html`<div class="field">
    <label for="${kind}">${label}</label>
    <div class="box" id="${kind}" data-kind="${kind}"></div>
    <p class="problem" aria-hidden="true"></p>
  </div>`;
}

function summary({ order, session }: CheckoutView): Html {
  const lines = orderLines(order.cart).map(
    ({ name, quantity, amountMinor }) =>
      html`<li>
        <span>${name}${quantity > 1 && html` × ${quantity}`}</span><span>${formatAmount(amountMinor)}</span>
      </li>`,
  );
  return html`<aside class="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Your order</h2>
    <ul>
      ${lines}${session.total_minor > session.amount_minor && html`<li><span>Service fee</span><span>${formatAmount(session.fee_minor)}</span></li>`}
    </ul>
    <p class="total"><span>Total</span><span>${formatAmount(session.total_minor)}</span></p>
    <p class="small">Order ${order.id.slice(0, 8)}</p>
  </aside>`;
}
