import { expect, test } from '../../fixtures/test.ts';
import { codeOf, openAccount, SecondFactorPanel } from '../../models/second-factor-panel.ts';
import { SignInPage } from '../../models/sign-in-page.ts';

const PASSWORD = 'somebody new 12345';

test('somebody with a second factor joins another team by their password, and is in by a code', async ({
  stack,
  api,
  newWindow,
}) => {
  const person = await api.addPerson('viewer');
  const { panel } = await openAccount(await newWindow(), stack.web, person);
  await panel.setUp.click();
  const { secret } = await panel.confirm(person.password);
  const body = { email: person.email, name: 'Invited again', role: 'support' };
  // Of the same team, which refuses a member: they leave it first.
  const owner = await api.asOwner();
  const { body: team } = await api.call<{ data: { id: string; email: string }[] }>('GET', '/team', owner);
  const member = team.data.find(({ email }) => email === person.email);
  await api.call('POST', `/team/${member?.id}/remove`, { ...owner, body: {} });
  const invited = await api.call<{ url: string }>('POST', '/team', { ...owner, body });
  const page = await newWindow();
  await page.goto(invited.body.url);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: /^Join/ }).click();
  await new SignInPage(page).answer(codeOf(secret, 1));
  await page.waitForURL('**/console/payments');
  await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
});

test('a shopper sets up a second factor, and signs in by a recovery code', async ({ stack, api, newWindow }) => {
  const email = `shopper-${crypto.randomUUID()}@shop.test`;
  const { url } = await api.inviteCustomer(email);
  const page = await newWindow();
  await page.goto(url);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/console/my');
  await page.goto(`${stack.web}/console/my/account`);
  const [door, panel] = [new SignInPage(page), new SecondFactorPanel(page)];
  await panel.setUp.click();
  const { codes } = await panel.confirm(PASSWORD);
  await page.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await door.signIn({ email, password: PASSWORD });
  await door.answerByRecoveryCode(codes[0] ?? '');
  await page.waitForURL('**/console/my');
});
