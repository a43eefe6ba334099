import { cards, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';

const KINDS = ['card-number', 'card-exp', 'card-cvc', 'address-country'];

test('fields speak the page’s language, load no other, and change it while they stand', async ({
  fieldsPage,
  newWindow,
}) => {
  const page = await newWindow();
  const catalogs: string[] = [];
  page.on('request', (request) => {
    const language = /\/fields\/v1\/words\/(\w+)\./.exec(request.url())?.[1];
    if (language !== undefined) catalogs.push(language);
  });
  const fields = await fieldsPage({ kinds: KINDS, options: { locale: 'de-AT' } }, {}, page);
  const number = fields.frame('card-number').getByLabel('Kartennummer', { exact: true });
  await number.pressSequentially('4242424242424241');
  await expect(number).toHaveAccessibleDescription(/^Ihre Kartennummer ist ungültig/);
  await expect(fields.frame('card-exp').getByLabel('Ablaufdatum')).toHaveAttribute('placeholder', 'MM / JJ');
  await expect(fields.frame('address-country').getByRole('option', { name: 'Österreich' })).toBeAttached();
  expect(new Set(catalogs)).toEqual(new Set(['de']));

  await fields.update({ locale: 'ja' });
  const japanese = fields.frame('card-number').getByLabel('カード番号', { exact: true });
  await expect(japanese).toHaveValue('4242 4242 4242 4241');
  await expect(japanese).toHaveAccessibleDescription(/^カード番号が正しくありません/);
  await fields.update({ locale: 'en' });
  await expect(fields.frame('card-number').getByLabel('Card number', { exact: true })).toBeVisible();
});

test('Arabic is read from right to left, and its numbers from left to right', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number', 'card-name'], options: { locale: 'ar' } });
  const number = fields.frame('card-number').getByLabel('رقم البطاقة', { exact: true });
  await expect(number).toHaveCSS('direction', 'ltr');
  await expect(number).toHaveCSS('text-align', 'right');
  await expect(fields.frame('card-name').getByLabel('الاسم على البطاقة')).toHaveCSS('direction', 'rtl');
});

test('a page’s own sentences go before the catalog’s, by language, the bank’s refusals included', async ({
  fieldsPage,
}) => {
  const messages = {
    number_required: 'Number, please.',
    de: { number_required: 'Bitte die Nummer.' },
    fr: { number_required: 'Le numéro, s’il vous plaît.' },
  };
  const fields = await fieldsPage({
    kinds: ['card-number', 'card-exp', 'card-cvc'],
    options: { locale: 'de', messages },
  });
  const pay = () =>
    fields.page.evaluate(() => (window as unknown as { fields: { pay: () => Promise<object> } }).fields.pay());
  expect(await pay()).toMatchObject({ status: 'invalid', error: { message: 'Bitte die Nummer.' } });
  await fields.update({ locale: 'es' });
  await expect(fields.frame('card-number').getByLabel('Número de tarjeta')).toHaveAccessibleDescription(
    'Number, please.',
  );
  await fields.frame('card-number').getByLabel('Número de tarjeta').fill('4000000000009995');
  await fields.frame('card-exp').getByLabel('Fecha de caducidad').fill('12 / 34');
  await fields.frame('card-cvc').getByLabel('Código de seguridad').fill('123');
  expect(await pay()).toMatchObject({
    status: 'declined',
    error: { detail: 'insufficient_funds', message: 'Tu tarjeta no tiene fondos suficientes. Prueba con otra.' },
  });
});

test('a frame is called what its field is: in the page’s language, by the page’s own word, by a label', async ({
  fieldsPage,
}) => {
  const options = { locale: 'de', messages: { 'card-name': 'Inhaber' } };
  const fields = await fieldsPage({ kinds: ['card', 'card-cvc', 'card-name'], options });
  const titles = () =>
    fields.page.locator('iframe').evaluateAll((frames) => frames.map((frame) => (frame as HTMLIFrameElement).title));
  await expect.poll(titles).toEqual(['Karte', 'Prüfnummer', 'Inhaber']);
  await fields.update({ locale: 'ja' });
  await expect.poll(titles).toEqual(['カード', 'セキュリティコード', 'Inhaber']);
  await fields.page.evaluate(() => {
    const { mounted } = window as unknown as { mounted: Record<string, { update: (options: object) => void }> };
    mounted['card-cvc']?.update({ label: 'Three digits' });
  });
  await expect.poll(titles).toEqual(['カード', 'Three digits', 'Inhaber']);
});

test('the bank’s question is asked, and its frame called, in the page’s language', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number', 'card-exp', 'card-cvc'] });
  await fillCard(fields.page, cards.challenged);
  await fields.update({ locale: 'de' });
  await fields.page.evaluate(() => void (window as unknown as { fields: { pay: () => unknown } }).fields.pay());
  const frame = fields.page.locator('iframe[src*="part=challenge"]');
  await expect(frame).toHaveAttribute('title', 'Bei Ihrer Bank bestätigen');
  await expect(frame.contentFrame().getByRole('dialog', { name: 'Bei Ihrer Bank bestätigen' })).toBeVisible();
});

test('a catalog stands at the address of its hash alone, and never changes there', async ({
  fieldsPage,
  newWindow,
  request,
}) => {
  const page = await newWindow();
  const asked = page.waitForRequest(/\/fields\/v1\/words\/fr\./);
  await fieldsPage({ kinds: ['card-number'], options: { locale: 'fr' } }, {}, page);
  const address = (await asked).url();
  const catalog = await request.get(address);
  expect(catalog.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(catalog.headers()['cross-origin-resource-policy']).toBe('same-origin');
  expect(await catalog.json()).toMatchObject({ 'card-number': 'Numéro de carte' });
  expect((await request.get(address.replace(/fr\.[^.]+/, 'fr.another'))).status()).toBe(404);
  expect((await request.get(address.replace(/fr\.[^.]+/, 'constructor.name'))).status()).toBe(404);
});
