import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import { PaymentPage } from '../../models/payment-page.ts';
import { SignInPage } from '../../models/sign-in-page.ts';
import { TeamPage } from '../../models/team-page.ts';

const PASSWORD = 'a new colleague 1';

test('somebody is added, given another role and removed, and each takes effect in the window that they have open', async ({
  stack,
  consoleWindow,
  newWindow,
  purchase,
}, { workerIndex }) => {
  const email = `colleague-${workerIndex}-${Date.now().toString(36)}@demo.test`;
  const name = `Colleague ${workerIndex}`;
  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  await team.add(email, name, 'finance', PASSWORD);
  await expect(team.row(email)).toContainText('finance');

  const { payment } = await purchase({ amountMinor: 7100 });
  const theirs = new PaymentPage(await newWindow());
  await new SignInPage(theirs.page).open(stack.web);
  await new SignInPage(theirs.page).signIn({ email, password: PASSWORD });
  await theirs.page.waitForURL('**/console/payments');
  await theirs.open(stack.web, payment.id);
  await expect(theirs.confirmButton).toBeVisible();
  await expect(theirs.page.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();

  await team.changeRole(name, 'viewer');
  await expect(team.row(email)).toContainText('viewer');
  await expect(theirs.confirmButton).toBeHidden();
  await expect(theirs.page.getByText('Your role here is viewer')).toBeVisible();

  await team.remove(name);
  await expect(team.row(email)).toBeHidden();
  await expect(theirs.page.getByRole('heading', { name: 'No merchant yet' })).toBeVisible();
});

test('nobody changes themselves, and a viewer changes nobody', async ({ stack, consoleWindow }) => {
  const mine = new TeamPage(await consoleWindow('owner'));
  await mine.open(stack.web);
  await expect(mine.row('owner@demo.test')).toContainText('You');
  await expect(mine.row('owner@demo.test').getByRole('button')).toHaveCount(0);
  await expect(mine.row('viewer@demo.test').getByRole('button')).toHaveCount(2);

  const viewer = new TeamPage(await consoleWindow('viewer'));
  await viewer.open(stack.web);
  await expect(viewer.row('owner@demo.test')).toBeVisible();
  await expect(viewer.page.getByRole('button', { name: 'Add somebody' })).toBeHidden();
  await expect(viewer.team.getByRole('button')).toHaveCount(0);
});

test('a form that is not filled in says what is missing, and a known address needs no password', async ({
  stack,
  consoleWindow,
}) => {
  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  await team.page.getByRole('button', { name: 'Add somebody' }).click();
  await team.dialog.getByRole('button', { name: 'Add' }).click();
  await expect(team.dialog.getByText('Write a whole address')).toBeVisible();
  await team.dialog.getByLabel('Email').fill('nobody-yet@demo.test');
  await team.dialog.getByLabel('Name').fill('Nobody yet');
  await team.dialog.getByRole('button', { name: 'Add' }).click();
  await expect(team.dialog.getByRole('alert')).toContainText('Nobody has an account with this e-mail');
  await team.dialog.getByLabel('Email').fill('viewer@demo.test');
  await team.dialog.getByRole('button', { name: 'Add' }).click();
  await expect(team.dialog.getByRole('alert')).toContainText('a member already');
});

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('the team and its dialogs are accessible and fit', async ({ page, context, stack, signedInState }) => {
      await context.addCookies((await signedInState('owner')).cookies);
      const team = new TeamPage(page);
      await team.open(stack.web);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.getByRole('button', { name: 'Add somebody' }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page
        .getByRole('button', { name: /^Remove / })
        .first()
        .click();
      await expectAccessible(page);
    });
  });
}
