import { cards } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import { signOut } from '../../models/account-menu.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';
import { HostedCard } from '../../models/hosted-card.ts';
import { MyPage } from '../../models/my-page.ts';

const PASSWORD = 'a shopper’s own password';
let emails = 0;
const newEmail = (workerIndex: number) => `ada-${workerIndex}-${Date.now().toString(36)}-${emails++}@shopper.test`;

test('a shopper takes up an invitation, and sees what they pay and what becomes of it by itself', async ({
  stack,
  api,
  newWindow,
  purchase,
}, { workerIndex }) => {
  const { customer, url } = await api.inviteCustomer(newEmail(workerIndex));
  const mine = new MyPage(await newWindow());
  await mine.join(url, PASSWORD);
  await expect(mine.page.getByText('No payments yet')).toBeVisible();

  const reference = `shopper-${customer.slice(-8)}`;
  const { payment } = await purchase({ amountMinor: 6100, reference, customer });
  await expect(mine.payment(reference)).toContainText('Reserved');
  await expect(mine.payment(reference)).toContainText('$61.00');
  await api.confirm(payment.id);
  await expect(mine.payment(reference)).toContainText('Paid');

  await test.step('and none of what others paid, nor the console', async () => {
    const { payment: others } = await purchase({ amountMinor: 6200 });
    await mine.page.reload();
    await expect(mine.payment(reference)).toBeVisible();
    await expect(mine.page.getByText(others.record_number)).toBeHidden();
    await mine.page.goto(`${stack.web}/console/payments`);
    await expect(mine.page).toHaveURL(/\/console\/my$/);
  });
});

test('a shopper signs out and in again at the shop that this browser knows', async ({ api, newWindow }, {
  workerIndex,
}) => {
  const email = newEmail(workerIndex);
  const { url } = await api.inviteCustomer(email);
  const mine = new MyPage(await newWindow());
  await mine.join(url, PASSWORD);
  await signOut(mine.page);
  await expect(mine.page).toHaveURL(/\/console\/my\/sign-in/);
  await mine.page.getByLabel('Email').fill(email);
  await mine.page.getByLabel('Password').fill('not the password at all');
  await mine.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(mine.page.getByRole('main').getByRole('alert')).toHaveText(/do not match/);
  await mine.page.getByLabel('Password').fill(PASSWORD);
  await mine.page.getByRole('button', { name: 'Sign in' }).click();
  await mine.isLive();
});

test('an invitation that was taken up says so, and a browser that knows no shop asks for the link', async ({
  stack,
  api,
  newWindow,
}, { workerIndex }) => {
  const { url } = await api.inviteCustomer(newEmail(workerIndex));
  await new MyPage(await newWindow()).join(url, PASSWORD);
  const page = await newWindow();
  await page.goto(url);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('This invitation does not hold any more');
  await page.goto(`${stack.web}/console/my`);
  await expect(page.getByText('Which shop?')).toBeVisible();
});

test('a shopper sees the card that the shop saved, and has it forgotten', async ({ api, fieldsPage, newWindow }, {
  workerIndex,
}) => {
  const { customer, url } = await api.inviteCustomer(newEmail(workerIndex));
  const setup = await fieldsPage({ kinds: ['card-number', 'card-exp', 'card-cvc'] }, { isSetup: true, customer });
  await new HostedCard(setup.page).type(cards.visa);
  const saved = await setup.page.evaluate(() => (window as unknown as FieldsWindow).fields.tokenize());
  const mine = new MyPage(await newWindow());
  await mine.join(url, PASSWORD);
  await expect(mine.methods.getByRole('listitem')).toContainText('Visa ···· 4242');
  await mine.page.getByRole('button', { name: 'Remove Visa ···· 4242' }).click();
  await expectAccessible(mine.page);
  await mine.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(mine.page.getByText('Nothing saved')).toBeVisible();
  const { body } = await api.call<{ status: string }>('GET', `/payment_methods/${saved.payment_method?.id}`);
  expect(body.status).toBe('revoked');
});

test('a shopper whose account was taken away is out at once', async ({ api, newWindow }, { workerIndex }) => {
  const { customer, url } = await api.inviteCustomer(newEmail(workerIndex));
  const mine = new MyPage(await newWindow());
  await mine.join(url, PASSWORD);
  await api.call('POST', `/customers/${customer}/account/remove`, { body: {} });
  await expect(mine.page).toHaveURL(/\/console\/my\/sign-in/);
});

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('a shopper’s pages are accessible and fit', async ({ page, api, purchase }, { workerIndex }) => {
      const { customer, url } = await api.inviteCustomer(newEmail(workerIndex));
      await purchase({ amountMinor: 6300, reference: 'Two tickets', customer });
      await page.goto(url);
      await expect(page.getByLabel('Choose a password')).toBeVisible();
      await expectAccessible(page);
      const mine = new MyPage(page);
      await mine.join(url, PASSWORD);
      await expect(mine.payment('Two tickets')).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}
