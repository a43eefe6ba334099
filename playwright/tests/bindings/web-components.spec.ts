import { cards, fillCard, hostedField } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { showPage } from '../../support/show-page.ts';

interface Elements {
  heard: string[];
  group: HTMLElement & { pay: () => Promise<{ status: string }> };
}

/** A merchant's own component: its fields stand in a shadow tree in a shadow tree, the code's field by itself in a third. */
const html = (fieldsOrigin: string): string => `<!doctype html><html lang="en"><title>Components</title>
<style>fieldfare-field { height: 40px; width: 20rem }</style>
<shop-checkout></shop-checkout>
<script src="${fieldsOrigin}/sdk/v1/web-components.js"></script>
<script>
  const shadow = (name, markup) => customElements.define(name, class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = markup; }
  });
  shadow('shop-code', '<fieldfare-field kind="card-cvc"></fieldfare-field>');
  shadow('shop-checkout', \`<fieldfare-fields appearance='{"theme":"light"}'>
    <label for="number">Number</label><fieldfare-field id="number" kind="card-number"></fieldfare-field>
    <fieldfare-field kind="card-exp" placeholder="12/30"></fieldfare-field><shop-code></shop-code></fieldfare-fields>\`);
  const group = document.querySelector('shop-checkout').shadowRoot.querySelector('fieldfare-fields');
  const heard = [];
  for (const name of ['ready', 'status', 'error', 'submit'])
    document.addEventListener('fieldfare-' + name, ({ detail }) => heard.push([name, detail.kind ?? detail.status ?? detail.detail].join(' ')));
  Object.assign(window, { group, heard });
  group.session = () => window.ptToken();
</script></html>`;

test.beforeEach(async ({ page, stack, api }) => {
  const { pt_token: token, id } = await api.createSession({ amountMinor: 2700 });
  let asked = 0;
  await page.exposeFunction('ptToken', () => (asked++ === 0 ? token : api.newPtToken(id)));
  await showPage({ page, stack, path: 'web-components-of-the-tests', html: html(stack.fields) });
});

test('web components take a payment out of nested shadow trees, and tell the page by events', async ({ page }) => {
  const heard = () => page.evaluate(() => (window as unknown as Elements).heard);
  await expect
    .poll(async () => (await heard()).filter((each) => each.startsWith('ready')).toSorted())
    .toEqual(['ready card-cvc', 'ready card-exp', 'ready card-number']);
  await page.getByText('Number', { exact: true }).click();
  await expect(hostedField(page, 'card-number')).toBeFocused();
  await fillCard(page, cards.visa);
  await hostedField(page, 'card-cvc').press('Enter');
  await expect.poll(heard).toContain('submit card-cvc');
  expect(await page.evaluate(() => (window as unknown as Elements).group.pay())).toMatchObject({
    status: 'authorized',
  });
  expect(await heard()).toContain('status authorized');
  expect((await heard()).filter((each) => each.startsWith('error'))).toEqual([]);
});

test('attributes of web components work while they stand, and a moved one keeps its value where the browser can', async ({
  page,
}) => {
  await fillCard(page, cards.visa);
  const number = page.locator('fieldfare-field[kind=card-number]');
  await number.evaluate((field) => {
    field.setAttribute('label', 'Your card');
    field.setAttribute('masked', '');
    field.closest('fieldfare-fields')?.setAttribute('appearance', '{"theme":"dark"}');
  });
  const input = page.frameLocator('iframe[name^="card-number."]').getByLabel('Your card');
  await expect(input).toHaveClass(/masked/);
  await expect(page.frameLocator('iframe[name^="card-exp."]').locator('body')).toHaveCSS(
    'background-color',
    'rgb(27, 29, 33)',
  );
  await number.evaluate((field) => {
    const group = field.closest('fieldfare-fields') as unknown as { moveBefore: (node: Node, before: null) => void };
    group.moveBefore(field, null);
  });
  await expect(input).toHaveValue('4242 4242 4242 4242');
  expect(await page.evaluate(() => (window as unknown as Elements).group.pay())).toMatchObject({
    status: 'authorized',
  });
});

test('a group that is taken out of the page takes its frames along, and comes back anew', async ({ page }) => {
  await fillCard(page, cards.visa);
  await page.evaluate(() => {
    const { group } = window as unknown as Elements;
    Object.assign(window, { home: group.parentNode });
    group.remove();
  });
  await expect(page.locator('iframe')).toHaveCount(0);
  await page.evaluate(() => {
    const { home, group } = window as unknown as Elements & { home: Node };
    home.appendChild(group);
  });
  await fillCard(page, cards.visa);
  expect(await page.evaluate(() => (window as unknown as Elements).group.pay())).toMatchObject({
    status: 'authorized',
  });
});
