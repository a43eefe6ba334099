import { expect, test } from '../../fixtures/test.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { SignInPage } from '../../models/sign-in-page.ts';

test('theme, filter and mode of one window are followed by the person’s others, in another browser too', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const open = async () => {
    const page = await newWindow();
    const signInPage = new SignInPage(page);
    await signInPage.open(stack.web);
    await signInPage.signIn(person);
    await page.waitForURL('**/console/payments');
    const list = new PaymentsList(page);
    await list.open(stack.web);
    return list;
  };
  const [one, other] = [await open(), await open()];

  await one.filterBy('Declined');
  await expect(other.page).toHaveURL(/status=declined/);
  await other.search.fill('0000-0000-0000');
  await expect(one.search).toHaveValue('0000-0000-0000');

  await one.page.getByRole('button', { name: /^Account: / }).click();
  const theme = other.page.locator('html');
  await one.page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(theme).toHaveAttribute('data-theme', 'dark');
  await one.page.getByRole('radio', { name: 'System' }).check({ force: true });
  await expect(theme).not.toHaveAttribute('data-theme', 'dark');
  await one.page.getByRole('radio', { name: 'Live' }).check({ force: true });
  await expect(other.page.getByRole('banner').getByText('Live', { exact: true }).first()).toBeVisible();
  await expect(other.page.getByText('Test', { exact: true }).first()).toBeHidden();
});
