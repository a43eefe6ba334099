import type { Page } from '@playwright/test';
import type { TestBankAccount } from './bank-accounts.ts';
import { FIELD_LABELS, hostedField, isOnPage } from './hosted-field.ts';
import type { FieldLabels } from './hosted-field.ts';

/** Types a bank account into the hosted fields of a page. Waits for the account number's field; fields that the page lacks are skipped. */
export async function fillBankAccount(
  page: Page,
  account: TestBankAccount,
  labels: FieldLabels = FIELD_LABELS,
): Promise<void> {
  await hostedField(page, 'account-number', labels).waitFor();
  if (await isOnPage(page, 'account-name')) await hostedField(page, 'account-name', labels).fill(account.holderName);
  if (await isOnPage(page, 'account-type')) await hostedField(page, 'account-type', labels).selectOption(account.type);
  await hostedField(page, 'routing-number', labels).fill(account.routingNumber);
  await hostedField(page, 'account-number', labels).fill(account.accountNumber);
}
