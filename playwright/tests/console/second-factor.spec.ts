import { readFileSync } from 'node:fs';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import { AccountPage, fillNewPassword } from '../../models/account-page.ts';
import { codeOf, openAccount, SecondFactorPanel } from '../../models/second-factor-panel.ts';
import { SignInPage } from '../../models/sign-in-page.ts';
import { TeamPage } from '../../models/team-page.ts';
import { runFieldfare } from '../../support/run-fieldfare.ts';
import type { Login } from '../../support/stack.ts';

const NEXT = 'a password of my own 1';

test('somebody sets up a second factor, signs in by it, by a recovery code, and turns it off', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const page = await newWindow();
  const { door, panel } = await openAccount(page, stack.web, person);
  await panel.setUp.click();
  await panel.secret();
  await panel.code.fill('000000');
  await panel.password.fill(person.password);
  await panel.turnOn.click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('That code is wrong');
  const { secret, codes } = await panel.confirm(person.password);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as text' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  for (const code of codes) expect(file).toContain(code);
  await page.getByRole('button', { name: 'I have saved them' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();

  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await door.signIn({ ...person, password: 'not the one 3' });
  await expect(door.problem).toContainText('do not match');
  await expect(door.code).toBeHidden();
  await door.signIn(person);
  await expect(door.code).toBeFocused();
  await door.answer('000000');
  await expect(door.problem).toContainText('That code is wrong');
  // That of this half minute turned it on, and serves no more; the phone may be ahead.
  await door.answer(codeOf(secret, 1));
  await page.waitForURL('**/console/payments');
  expect(page.url()).not.toContain('error');

  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await door.signIn(person);
  await door.answerByRecoveryCode(codes[0]?.toUpperCase() ?? '');
  await page.waitForURL('**/console/payments');
  await page.getByRole('button', { name: /Notifications/ }).click();
  await expect(page.getByText('Somebody signed in with a recovery code of yours')).toBeVisible();
  await page.keyboard.press('Escape');

  await new AccountPage(page).open();
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
  await panel.turnOff.click();
  await panel.prove(codes[0] ?? '', person.password, 'Turn off');
  await expect(panel.dialog.getByRole('alert')).toContainText('That code is wrong');
  await panel.prove(codes[1] ?? '', person.password, 'Turn off');
  await expect(panel.setUp).toBeVisible();
});

test('a second factor outlives a reset of the password, and an operator takes a lost one away', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const page = await newWindow();
  const { door, panel } = await openAccount(page, stack.web, person);
  await panel.setUp.click();
  const { secret } = await panel.confirm(person.password);

  const oneTime = await runFieldfare(stack, 'reset-password', '--email', person.email);
  await expect(page).toHaveURL(/\/console\/sign-in/);
  await door.signIn({ ...person, password: oneTime });
  await fillNewPassword(page, NEXT);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await door.answer(codeOf(secret, 1));
  await page.waitForURL(/\/console\/(account|payments)/);

  await runFieldfare(stack, 'reset-second-factor', '--email', person.email);
  await expect(page).toHaveURL(/\/console\/sign-in/);
  await door.signIn({ ...person, password: NEXT });
  await page.waitForURL(/\/console\/(account|payments)/);
});

test('a team is asked for a second factor, and who has none does nothing before they have set one up', async ({
  stack,
  api,
  newWindow,
}) => {
  const shop = `Careful Shop ${crypto.randomUUID()}`;
  const named = ['--name', shop, '--statement-descriptor', 'CAREFUL'];
  const merchant = await runFieldfare(stack, 'create-merchant', ...named, '--origin', stack.shop);
  const addTo = async (role: string): Promise<Login> => {
    const [email, password] = [`${role}-${crypto.randomUUID()}@careful.test`, 'somebody new 12345'];
    const options = ['--email', email, '--name', role, '--merchant', merchant, '--merchant-role', role];
    const made = await runFieldfare(stack, 'create-user', ...options, '--one-time', '--json');
    const oneTime = JSON.parse(made) as { password: string };
    const body = { email, password: oneTime.password, new_password: password };
    expect((await api.call('POST', '/console/one_time_password', { body, bearer: null })).status).toBe(200);
    return { email, password };
  };
  const [owner, viewer] = [await addTo('owner'), await addTo('viewer')];
  const [page, other] = [await newWindow(), await newWindow()];
  for (const [window, person] of [
    [page, owner],
    [other, viewer],
  ] as const) {
    const door = new SignInPage(window);
    await door.open(stack.web);
    await door.signIn(person);
    await window.waitForURL('**/console/payments');
  }
  await expect(other.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();
  const team = new TeamPage(page);
  await team.open(stack.web);
  await page.getByRole('button', { name: 'Require it' }).click();
  await team.dialog.getByRole('button', { name: 'Require it' }).click();
  for (const window of [page, other]) {
    await expect(window.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
    await expect(window.getByText(`${shop} asks everybody`)).toBeVisible();
    await expect(window.getByRole('link', { name: 'Payments' })).toBeHidden();
  }
  await expectAccessible(other);
  await other.goto(`${stack.web}/console/api-keys`);
  await expect(other.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();

  await new SecondFactorPanel(page).confirm(owner.password);
  await page.getByRole('button', { name: 'I have saved them, go on' }).click();
  await expect(team.row(owner.email)).toContainText('Second factor');
  await expect(team.row(viewer.email)).toContainText('No second factor');
  await expect(page.getByText('Everybody on the team needs a second factor.')).toBeVisible();
  await new SecondFactorPanel(other).confirm(viewer.password);
  await other.getByRole('button', { name: 'I have saved them, go on' }).click();
  await expect(other.getByRole('link', { name: 'Payments' })).toBeVisible();
});

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('the steps of a second factor are accessible and fit', async ({ page, stack, api }) => {
      const person = await api.addPerson('viewer');
      const looks = async (step: string) => {
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), step).toBeLessThanOrEqual(width);
      };
      const { door, panel } = await openAccount(page, stack.web, person);
      await expect(panel.setUp).toBeVisible();
      await looks('off');
      await panel.setUp.click();
      await panel.secret();
      await looks('setting up');
      await panel.confirm(person.password);
      await looks('recovery codes');
      await page.getByRole('button', { name: 'I have saved them' }).click();
      await expect(panel.turnOff).toBeVisible();
      await looks('on');
      await panel.turnOff.click();
      await expect(panel.dialog).toBeVisible();
      await looks('turning off');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Account: / }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await door.signIn(person);
      await expect(door.code).toBeVisible();
      await looks('asking for the code');
      await page.getByRole('button', { name: /Use a recovery code/ }).click();
      await door.recoveryCode.fill('nothing');
      await door.submit.click();
      await expect(door.problem).toBeVisible();
      await looks('refused');
    });
  });
}
