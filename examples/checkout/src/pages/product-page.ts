import { formatAmount, NOTEBOOKS, SEEDLING } from '../orders/order.ts';
import type { Cart } from '../orders/order.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** The one product, with its cart. */
export function productPage(nonce: string, cart: Cart): string {
  const options = [1, 2, 3, 4, 5].map(
    (count) => html`<option value="${count}" ${count === cart.quantity ? html` selected` : ''}>${count}</option>`,
  );
  return layout(
    nonce,
    NOTEBOOKS.name,
    html`<main class="product">
      <img
        class="picture"
        src="/assets/notebooks.svg"
        alt="Three notebooks with stitched spines, in moss, ochre and slate"
        width="560"
        height="420"
      />
      <form class="buy" method="post" action="/cart">
        <h1>${NOTEBOOKS.name}</h1>
        <p class="price">${formatAmount(NOTEBOOKS.priceMinor)}</p>
        <p>Stitched by the spine, 64 dotted pages each, paper that takes ink and rain. They lie flat on a knee.</p>
        <label class="line"
          >Quantity
          <select name="quantity">
            ${options}
          </select></label
        >
        <label class="line check"
          ><input type="checkbox" name="seedling" ${cart.hasSeedling ? html` checked` : ''} /> ${SEEDLING.name}
          (${formatAmount(SEEDLING.priceMinor)})</label
        >
        <button class="primary" type="submit">Check out</button>
      </form>
    </main>`,
  );
}
