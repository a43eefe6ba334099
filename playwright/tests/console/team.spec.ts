import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import { JoinTeamPage } from '../../models/join-team-page.ts';
import { PaymentPage } from '../../models/payment-page.ts';
import { TeamPage } from '../../models/team-page.ts';

const PASSWORD = 'a new colleague 1';
/** Told apart from whoever earlier runs left on a stack that is kept. */
const unlike = (workerIndex: number) => `${workerIndex}-${Date.now().toString(36)}`;

test('somebody is invited, joins, is given another role and removed, and each takes effect in every window that is open', async ({
  stack,
  consoleWindow,
  newWindow,
  purchase,
}, { workerIndex }) => {
  const mark = unlike(workerIndex);
  const email = `colleague-${mark}@demo.test`;
  const name = `Colleague ${mark}`;
  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  const colleague = new TeamPage(await consoleWindow('viewer'));
  await colleague.open(stack.web);
  const address = await team.invite(email, name, 'finance');
  await expect(team.row(email)).toBeHidden();
  await expect(colleague.invited.getByText(email)).toBeVisible();

  const { payment } = await purchase({ amountMinor: 7100 });
  const theirs = new PaymentPage(await newWindow());
  const join = new JoinTeamPage(theirs.page);
  await theirs.page.goto(address);
  await expect(join.heading).toHaveText(/^The team of /);
  await expectAccessible(theirs.page);
  await join.join(PASSWORD);
  await theirs.page.waitForURL('**/console/payments');
  for (const window of [team, colleague]) {
    await expect(window.row(email)).toContainText('finance');
    await expect(window.invited.getByText(email)).toBeHidden();
  }
  await theirs.open(stack.web, payment.id);
  await expect(theirs.confirmButton).toBeVisible();
  await expect(theirs.page.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();

  await team.changeRole(name, 'viewer');
  for (const window of [team, colleague]) await expect(window.row(email)).toContainText('viewer');
  await expect(theirs.confirmButton).toBeHidden();
  await expect(theirs.page.getByText('Your role here is viewer')).toBeVisible();

  await team.remove(name);
  for (const window of [team, colleague]) await expect(window.row(email)).toBeHidden();
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
  await expect(viewer.page.getByRole('button', { name: 'Invite somebody' })).toBeHidden();
  await expect(viewer.team.getByRole('button')).toHaveCount(0);
});

test('an invitation that is withdrawn opens nothing, and one for a known address asks for its password', async ({
  stack,
  consoleWindow,
  newWindow,
  api,
}, { workerIndex }) => {
  const mark = unlike(workerIndex);
  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  const withdrawn = await team.invite(`withdrawn-${mark}@demo.test`, `Withdrawn ${mark}`, 'viewer');
  const colleague = new TeamPage(await consoleWindow('viewer'));
  await colleague.open(stack.web);
  await expect(colleague.invited.getByText(`Withdrawn ${mark}`)).toBeVisible();
  await team.withdraw(`Withdrawn ${mark}`);
  for (const window of [team, colleague]) await expect(window.invited.getByText(`Withdrawn ${mark}`)).toBeHidden();
  const theirs = new JoinTeamPage(await newWindow());
  await theirs.page.goto(withdrawn);
  await expect(theirs.problem).toContainText('does not hold any more');

  const known = await api.addPerson('viewer', `Known ${mark}`);
  await team.open(stack.web);
  await team.remove(`Known ${mark}`);
  const address = await team.invite(known.email, `Known ${mark}`, 'support');
  const again = new JoinTeamPage(await newWindow());
  await again.page.goto(address);
  await again.join('not the password of it');
  await expect(again.problem).toContainText('E-mail or password is wrong');
  await again.join(known.password);
  await again.page.waitForURL('**/console/payments');
});

test('a form that is not filled in says what is missing, and a member is not invited again', async ({
  stack,
  consoleWindow,
}) => {
  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  await team.page.getByRole('button', { name: 'Invite somebody' }).click();
  await expect(team.dialog.getByLabel('Email')).toBeFocused();
  await team.dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(team.dialog.getByText('Write a whole address')).toBeVisible();
  await team.dialog.getByLabel('Email').fill('viewer@demo.test');
  await team.dialog.getByLabel('Name').fill('Viewer');
  await team.dialog.getByRole('button', { name: 'Invite' }).click();
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
      await page.getByRole('button', { name: 'Invite somebody' }).click();
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
