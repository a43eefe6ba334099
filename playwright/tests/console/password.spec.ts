import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import { AccountPage, fillNewPassword } from '../../models/account-page.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { SignInPage } from '../../models/sign-in-page.ts';
import { runFieldfare } from '../../support/run-fieldfare.ts';
import type { Login } from '../../support/stack.ts';
import type { Page } from '@playwright/test';

const NEXT = 'a password of my own 1';

async function signIn(page: Page, web: string, login: Login): Promise<void> {
  const signInPage = new SignInPage(page);
  await signInPage.open(web);
  await signInPage.signIn(login);
  await page.waitForURL('**/console/payments');
}

test('somebody changes their password, and whoever sits at their other browser is out within a moment', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const [page, other] = [await newWindow(), await newWindow()];
  for (const window of [page, other]) await signIn(window, stack.web, person);
  await new PaymentsList(other).open(stack.web);
  await expect(other.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();
  const account = new AccountPage(page);
  await account.open();

  await account.change('not the present one 1', NEXT);
  await expect(account.problem).toHaveText('That is not your present password.');
  await account.change(person.password, NEXT, 'something else 1');
  await expect(account.problem).toContainText('differ');
  await account.change(person.password, 'tooshort1');
  await expect(account.problem).toContainText('at least 12 characters');
  await account.change(person.password, person.password);
  await expect(account.problem).toContainText('one of your last 4 passwords');
  await account.change(person.password, NEXT);
  await expect(account.done).toContainText('Your password is changed, and another session of yours has ended.');
  await expect(page.getByLabel('Present password')).toHaveValue('');
  await expect(other).toHaveURL(/\/console\/sign-in/);

  const door = new SignInPage(other);
  await door.signIn(person);
  await expect(door.problem).toContainText('do not match');
  await door.signIn({ ...person, password: NEXT });
  await other.waitForURL('**/console/payments');
  await page.getByRole('button', { name: /Notifications/ }).click();
  await expect(page.getByText('Your password was changed')).toBeVisible();
});

test('a copy of the session’s cookie is worth nothing once the password was changed, and the person goes on', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const [page, thief] = [await newWindow(), await newWindow()];
  await signIn(page, stack.web, person);
  const stolen = await page.context().cookies();
  const account = new AccountPage(page);
  await account.open();
  await account.change(person.password, NEXT);
  await expect(account.done).toContainText('Your password is changed');
  await page.reload();
  await expect(page.getByLabel('Present password')).toBeVisible();
  await page.goto(`${stack.web}/console/payments`);
  await expect(page.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();

  await thief.context().addCookies(stolen);
  await thief.goto(`${stack.web}/console/payments`);
  await expect(thief).toHaveURL(/\/console\/sign-in/);
});

test('who was given a one-time password chooses their own before anything else', async ({ stack, api, newWindow }) => {
  const { email } = await api.addPerson('viewer');
  const password = await runFieldfare(stack, 'reset-password', '--email', email);
  const page = await newWindow();
  const door = new SignInPage(page);
  await door.open(stack.web);
  await door.signIn({ email, password });
  await expect(page.getByText('That password serves once.')).toBeVisible();
  await expectAccessible(page);
  const set = page.getByRole('button', { name: 'Set password and sign in' });
  await fillNewPassword(page, password);
  await set.click();
  await expect(door.problem).toContainText('last 4 passwords');
  await fillNewPassword(page, NEXT);
  await set.click();
  await page.waitForURL('**/console/payments');
});

test('who is away for a quarter of an hour is warned and then signed out, and any key goes on', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const page = await newWindow();
  await page.clock.install();
  await signIn(page, stack.web, person);
  await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
  const warning = page.getByRole('alert').filter({ hasText: 'Are you still there?' });
  await page.clock.fastForward('14:10');
  await expect(warning).toBeVisible();
  await page.keyboard.press('Shift');
  await expect(warning).toBeHidden();
  await page.clock.fastForward('14:10');
  await expect(warning).toBeVisible();
  await page.clock.fastForward('01:00');
  await expect(page).toHaveURL(/\/console\/sign-in\?ended=1/);
  await page.goto(`${stack.web}/console/payments`);
  await expect(page).toHaveURL(/\/console\/sign-in/);
});

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('the page of one’s account is accessible, refused too, and fits', async ({
      page,
      context,
      personalState,
      stack,
    }) => {
      await context.addCookies((await personalState('viewer')).cookies);
      await new PaymentsList(page).open(stack.web);
      const account = new AccountPage(page);
      await account.open();
      await expectAccessible(page);
      await account.change('not the present one 1', NEXT);
      await expect(account.problem).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}
