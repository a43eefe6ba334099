import {
  answerChallenge,
  bankAccounts,
  cancelChallenge,
  cards,
  expectAuthorized,
  expectCaptured,
  expectDeclined,
  fillBankAccount,
  fillCard,
  watchPayments,
} from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';

// What merchants are given for their own tests, used as its README says: on the shop's page, knowing nothing of how it is made.

test('a decline is seen with its reason, then an authorization, then what the merchant’s server makes of it', async ({
  page,
  stack,
  api,
}) => {
  watchPayments(page);
  await page.goto(`${stack.shop}/checkout`);
  await fillCard(page, cards.insufficientFunds);
  await page.getByRole('button', { name: /^Pay/ }).click();
  const declined = await expectDeclined(page, 'insufficient_funds');
  await fillCard(page, cards.amex);
  await page.getByRole('button', { name: /^Pay/ }).click();
  const authorized = await expectAuthorized(page);
  expect(authorized.id).not.toBe(declined.id);
  await api.confirm(authorized.id);
  expect(await expectCaptured(page)).toMatchObject({ id: authorized.id });
});

test('the bank’s question is answered, or given up', async ({ page, stack }) => {
  watchPayments(page);
  await page.goto(`${stack.shop}/checkout`);
  await fillCard(page, cards.challenged);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await cancelChallenge(page);
  await expectDeclined(page, 'authentication_failed');
  await fillCard(page, cards.challenged);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await answerChallenge(page);
  await expectAuthorized(page);
});

test('a bank account is filled in and pays', async ({ page, stack }) => {
  watchPayments(page);
  await page.goto(`${stack.shop}/checkout`);
  await page.getByRole('radio', { name: 'Bank account' }).check();
  await fillBankAccount(page, bankAccounts.settles);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expectAuthorized(page);
});

test('the combined card is filled in as its parts', async ({ fieldsPage }) => {
  const { page } = await fieldsPage({ kinds: ['card'] });
  await fillCard(page, cards.visa);
  const [last] = (await page.evaluate(() => (window as unknown as { heard: [string, object][] }).heard.slice(-1))) as [
    [string, object],
  ];
  expect(last[1]).toMatchObject({ kind: 'card', complete: true, brand: 'visa' });
});
