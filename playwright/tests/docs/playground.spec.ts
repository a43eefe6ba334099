import { cards, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { DocsPage } from '../../models/docs-page.ts';
import { HostedCard } from '../../models/hosted-card.ts';

test('the playground’s fields take a payment and follow it', async ({ page, stack, api }) => {
  const docs = new DocsPage(page, stack);
  await docs.open('/docs/playground');
  await fillCard(page, cards.declined);
  await page.getByRole('button', { name: 'Pay $25.00' }).click();
  await expect(page.getByText('Your card was declined')).toBeVisible();
  await fillCard(page, cards.visa);
  await page.getByRole('button', { name: 'Pay $25.00' }).click();
  await expect(page.getByText('Payment authorized')).toBeVisible();
  const { body } = await api.call<{ data: { id: string }[] }>('GET', '/payments?reference=playground&limit=1');
  // What a page without a server asked for is confirmed by whoever knows what it should have been.
  const expected = { expected_total_minor: 2500, currency: 'USD' };
  await api.call('POST', `/payments/${body.data[0]?.id}/confirm`, { body: expected });
  await expect(page.getByText('Payment captured')).toBeVisible();
  await page.getByRole('button', { name: 'Begin again' }).click();
  await expect(page.getByRole('button', { name: 'Pay $25.00' })).toBeEnabled();
});

test('what is changed in the editor is changed in the fields and in the code, on a phone too', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const docs = new DocsPage(page, stack);
  const card = new HostedCard(page);
  await docs.open('/docs/playground');
  await expect(card.number).toBeVisible();
  await page.getByLabel('Font size').selectOption('20px');
  await expect(card.number).toHaveCSS('font-size', '20px');
  await page.getByLabel('Text: colour').fill('#123456');
  await expect(card.number).toHaveCSS('color', 'rgb(18, 52, 86)');
  await page.getByLabel('Language').selectOption('de');
  await expect(card.frame('card-number').getByLabel('Kartennummer')).toBeVisible();
  const code = page.locator('figure pre');
  await expect(code).toContainText(`locale: 'de'`);
  await expect(code).toContainText(`appearance: { fontSize: '20px', color: '#123456' }`);
  await page.getByText('React', { exact: true }).last().click();
  await expect(code).toContainText(`appearance={{ fontSize: '20px', color: '#123456' }}`);
  await page.getByText('Combined').click();
  await expect(card.frame('card-number').locator('input')).toHaveCount(0);
  await expect(page.locator('iframe[name^="card."]')).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(code).not.toContainText('appearance');
});
