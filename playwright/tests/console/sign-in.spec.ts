import { signOut } from '../../models/account-menu.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { SignInPage } from '../../models/sign-in-page.ts';
import { LOGINS } from '../../support/stack.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a wrong password is refused in words, and the right one then lets in', async ({ page, stack }) => {
  const signInPage = new SignInPage(page);
  await signInPage.open(stack.web);
  await signInPage.signIn({ ...LOGINS.owner, password: 'not-the-password' });
  await expect(signInPage.problem).toHaveText('That email and password do not match. Check both and try again.');
  await signInPage.signIn(LOGINS.owner);
  await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
});

test('an unknown address is refused in the same words as a wrong password', async ({ page, stack }) => {
  const signInPage = new SignInPage(page);
  await signInPage.open(stack.web);
  await signInPage.signIn({ email: 'nobody@demo.test', password: 'not-the-password' });
  await expect(signInPage.problem).toHaveText('That email and password do not match. Check both and try again.');
});

test('nothing of the console shows before signing in', async ({ page, stack }) => {
  await page.goto(`${stack.web}/console/api-keys`);
  await expect(page).toHaveURL(/\/console\/sign-in/);
});

test('signing out in one tab signs out the other', async ({ page, stack }) => {
  const signInPage = new SignInPage(page);
  await signInPage.open(stack.web);
  await signInPage.signIn(LOGINS.owner);
  await page.waitForURL('**/console/payments');
  const second = await page.context().newPage();
  await new PaymentsList(second).open(stack.web);

  await signOut(page);

  for (const tab of [page, second]) await expect(tab).toHaveURL(/\/console\/sign-in/);
  await second.goto(`${stack.web}/console/payments`);
  await expect(second).toHaveURL(/\/console\/sign-in/);
});

test('signing out in one browser leaves another browser of the same person signed in', async ({
  page,
  stack,
  consoleWindow,
}) => {
  const other = new PaymentsList(await consoleWindow('owner'));
  await other.open(stack.web);
  const signInPage = new SignInPage(page);
  await signInPage.open(stack.web);
  await signInPage.signIn(LOGINS.owner);
  await page.waitForURL('**/console/payments');
  await signOut(page);
  await expect(page).toHaveURL(/\/console\/sign-in/);
  await other.open(stack.web);
});
