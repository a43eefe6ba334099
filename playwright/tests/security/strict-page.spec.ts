import { cards, FIELD_LABELS, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';
import { bundlePage } from '../../support/bundle-page.ts';
import { showPage } from '../../support/show-page.ts';

interface StrictWindow extends FieldsWindow {
  violations: string[];
}

const KINDS = ['card-number', 'card-exp', 'card-cvc'];

/** As strict as a page can be that shows fields: scripts by nonce alone, no style, no connection, and Trusted Types. */
const policyOf = (fieldsOrigin: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-of-the-tests' 'strict-dynamic'`,
    `frame-src ${fieldsOrigin}`,
    `require-trusted-types-for 'script'`,
    `trusted-types fieldfare`,
  ].join('; ');

for (const card of ['visa', 'challenged'] as const) {
  test(`a page with nothing but nonces and Trusted Types loads the SDK and sells to the card "${card}" without a violation`, async ({
    page,
    stack,
    api,
  }) => {
    const session = await api.createSession({ amountMinor: 4200 });
    await page.exposeFunction('ptToken', () => session.pt_token);
    const script = await bundlePage('strict-checkout.ts');
    const html = `<!doctype html><html lang="en"><title>Strict</title>
      ${KINDS.map((kind) => `<div id="${kind}"></div>`).join('')}
      <script nonce="of-the-tests">Object.assign(window, { fieldsOrigin: '${stack.fields}', violations: [] })</script>
      <script nonce="of-the-tests">${script.replaceAll('</script', String.raw`<\/script`)}</script></html>`;
    const headers = { 'content-security-policy': policyOf(stack.fields) };
    await showPage({ page, stack, path: 'strict-page-of-the-tests', html, headers });
    await fillCard(page, cards[card]);
    const result = page.evaluate(() => (window as unknown as StrictWindow).fields.pay());
    if (card === 'challenged') {
      const bank = page.frameLocator('iframe[src*="part=challenge"]');
      await bank.getByLabel('Code').fill('123456');
      await bank.getByLabel('Code').press('Enter');
    }
    expect(await result).toMatchObject({ status: 'authorized' });
    expect(await page.evaluate(() => (window as unknown as StrictWindow).violations)).toEqual([]);
  });
}

test('a page that is isolated from every other origin shows fields, and sells', async ({ page, stack, api }) => {
  const session = await api.createSession({ amountMinor: 4200 });
  const html = `<!doctype html><html lang="en"><title>Isolated</title>
    ${KINDS.map((kind) => `<div id="${kind}"></div>`).join('')}
    <script src="${stack.fields}/sdk/v1/fieldfare.js"></script>
    <script>
      window.fields = Fieldfare().fields({ session: '${session.pt_token}', locale: 'de' });
      for (const kind of ${JSON.stringify(KINDS)}) fields.create(kind).mount('#' + kind);
    </script></html>`;
  const headers = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  await showPage({ page, stack, path: 'isolated-page-of-the-tests', html, headers });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const code = page.frameLocator('iframe[name^="card-cvc."]').locator('input');
  // Also the words come in a way that the policy lets through.
  await expect(code).toHaveAccessibleName('Prüfnummer');
  const labels = {
    ...FIELD_LABELS,
    'card-number': 'Kartennummer',
    'card-exp': 'Ablaufdatum',
    'card-cvc': 'Prüfnummer',
  };
  await fillCard(page, cards.visa, labels);
  const result = await page.evaluate(() => (window as unknown as FieldsWindow).fields.pay());
  expect(result).toMatchObject({ status: 'authorized' });
});
