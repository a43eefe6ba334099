import { cards, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsPage } from '../../models/fields-page.ts';

const CARD = ['card-number', 'card-exp', 'card-cvc'];
const ACCOUNT = ['account-name', 'account-type', 'routing-number', 'account-number'];

interface Calls {
  fields: Record<'pay' | 'confirm' | 'cancel', (options?: object) => Promise<{ status: string; error: unknown }>>;
}

const call = ({ page }: FieldsPage, name: keyof Calls['fields'], options: object = {}) =>
  page.evaluate(([method, given]) => (window as unknown as Calls).fields[method](given), [name, options] as const);

test('a page captures less than was authorized where its session lets it', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: CARD }, { pageMay: ['confirm'] });
  await fillCard(fields.page, cards.visa);
  expect(await call(fields, 'pay')).toMatchObject({ status: 'authorized' });
  expect(await call(fields, 'cancel')).toMatchObject({ status: 'error', error: { code: 'permission_denied' } });
  expect(await call(fields, 'confirm', { amountMinor: 2000 })).toMatchObject({
    status: 'captured',
    payment: { captured_minor: 2000 },
  });
  await expect.poll(async () => (await fields.heard('status')).at(-1)).toMatchObject({ status: 'captured' });
});

test('a page voids a payment where its session lets it', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: CARD }, { pageMay: ['cancel'] });
  await fillCard(fields.page, cards.visa);
  expect(await call(fields, 'pay')).toMatchObject({ status: 'authorized' });
  expect(await call(fields, 'confirm')).toMatchObject({ status: 'error', error: { code: 'permission_denied' } });
  expect(await call(fields, 'cancel')).toMatchObject({ status: 'canceled' });
});

test('a call with an option that there is not is answered and sends nothing, and the next one pays', async ({
  fieldsPage,
}) => {
  const fields = await fieldsPage({ kinds: CARD });
  await fillCard(fields.page, cards.visa);
  expect(await call(fields, 'pay', { billing: { zip: '10001' } })).toMatchObject({
    status: 'error',
    payment: null,
    error: { code: 'invalid_request', detail: 'call_refused', doc_url: expect.stringContaining('#call_refused') },
  });
  expect(await call(fields, 'pay')).toMatchObject({ status: 'authorized' });
});

test('a signal takes the bank’s question away, and the payment is declined', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: CARD });
  await fillCard(fields.page, cards.challenged);
  const result = fields.page.evaluate(() => {
    const controller = new AbortController();
    Object.assign(window, { controller });
    return (window as unknown as Calls).fields.pay({ signal: controller.signal });
  });
  await expect(fields.page.frameLocator('iframe[src*="part=challenge"]').getByLabel('Code')).toBeFocused();
  await fields.page.evaluate(() => (window as unknown as { controller: AbortController }).controller.abort());
  expect(await result).toMatchObject({ status: 'declined', error: { detail: 'authentication_failed' } });
  await expect(fields.page.locator('dialog')).toHaveCount(0);
  expect(await fields.heard('challenge')).toEqual([{ open: true }, { open: false }]);
});

test('where the field that holds the socket goes away, another takes the session on', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number', ...ACCOUNT] });
  await fields.page.evaluate(() => {
    const { mounted } = window as unknown as { mounted: Record<string, { unmount: () => void }> };
    mounted['card-number']?.unmount();
  });
  await fields.frame('account-name').getByLabel('Account holder name').fill('Ada Lovelace');
  await fields.frame('account-type').getByLabel('Account type').selectOption('checking');
  await fields.frame('routing-number').getByLabel('Routing number').fill('110000000');
  await fields.frame('account-number').getByLabel('Account number').fill('000123456789');
  expect(await call(fields, 'pay')).toMatchObject({ status: 'authorized', payment: { method: { type: 'ach' } } });
});
