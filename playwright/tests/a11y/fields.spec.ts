import { cards } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { expect, test } from '../../fixtures/test.ts';

const KINDS = [
  'card-number',
  'card-exp',
  'card-cvc',
  'card-name',
  'card-postal-code',
  'address-country',
  'account-type',
];

for (const [colorScheme, labels] of [
  ['light', 'hidden'],
  ['dark', 'floating'],
] as const) {
  test(`every kind of field stands in ${colorScheme} with ${labels} labels, right and wrong`, async ({
    fieldsPage,
    newWindow,
  }) => {
    const page = await newWindow();
    await page.emulateMedia({ colorScheme });
    const fields = await fieldsPage({ kinds: KINDS, options: { appearance: { theme: 'system', labels } } }, {}, page);
    await expectAccessible(page);
    await fields.frame('card-number').getByLabel('Card number').fill('4242424242424241');
    await fields.frame('card-cvc').getByLabel('Security code').fill('1');
    await fields.frame('card-number').getByLabel('Card number').focus();
    await expectAccessible(page);
  });
}

test('a field is told to assistive technology once: one name, one error, nothing else', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number'] });
  const number = fields.frame('card-number').getByLabel('Card number');
  await number.fill('4242424242424241');
  await expect(fields.frame('card-number').locator('body')).toMatchAriaSnapshot(`
    - textbox "Card number": 4242 4242 4242 4241
    - paragraph: Your card number is not valid. Check it for a mistyped digit.
  `);
});

test('its text may be twice as large and its colours the system’s, and nothing is cut off', async ({
  fieldsPage,
  newWindow,
}) => {
  const page = await newWindow();
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const fields = await fieldsPage(
    { kinds: ['card-number', 'card-exp'], options: { appearance: { labels: 'floating' } } },
    {},
    page,
  );
  await fields.update({ appearance: { fontSize: '32px' } });
  const number = fields.frame('card-number').getByLabel('Card number');
  await number.fill('4242424242424241');
  const { height, scrollHeight, clientHeight } = await number.evaluate((input) => ({
    height: input.getBoundingClientRect().height,
    scrollHeight: input.scrollHeight,
    clientHeight: input.clientHeight,
  }));
  expect(height).toBeGreaterThanOrEqual(24);
  expect(scrollHeight).toBeLessThanOrEqual(clientHeight);
  await expect(number).toHaveCSS('text-decoration-line', 'underline');
  await expect(fields.frame('card-number').getByText('Card number', { exact: true })).toHaveCSS(
    'transition-duration',
    '0s',
  );
});

test('the bank’s question stands in light and dark', async ({ checkout, newWindow }) => {
  const page = await newWindow();
  await page.emulateMedia({ colorScheme: 'dark' });
  const { merchantPage } = await checkout({}, page);
  await merchantPage.card.type(cards.challenged);
  await merchantPage.pay.click();
  await expect(page.frameLocator('iframe[src*="part=challenge"]').getByLabel('Code')).toBeFocused();
  await expectAccessible(page);
});
