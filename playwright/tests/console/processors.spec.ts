import { randomBytes } from 'node:crypto';
import { expect, test } from '../../fixtures/test.ts';
import { ProcessorsPage } from '../../models/processors-page.ts';
import { chooseMode } from '../../support/choose-mode.ts';

/** Letters and digits that nobody else made. */
const aKey = (): string => randomBytes(12).toString('hex');

// One after the other: both see the accounts of one merchant.
test.describe.configure({ mode: 'default' });
// In live mode, where no test pays: an account of test mode would take the payments of every other test.
test.beforeEach(({ stack }) => expect(stack.secretKey).toMatch(/^sk_test_/));

test('an account at Stripe is added, shows where its webhooks go, and can be changed and disabled', async ({
  stack,
  consoleWindow,
}) => {
  const processors = new ProcessorsPage(await consoleWindow('owner'));
  await processors.open(stack.web);
  await chooseMode(processors.page, 'Live');
  await processors.addButton.click();
  await processors.dialog.getByRole('button', { name: 'Add account' }).click();
  await expect(processors.dialog.getByText('Paste a secret or restricted key')).toBeVisible();
  await expect(processors.dialog.getByLabel('Secret key')).toHaveAttribute('aria-invalid', 'true');

  const key = aKey();
  await processors.save({ 'Secret key': `rk_test_${key}` }, 'Add account');
  await expect(processors.dialog.getByRole('alert')).toContainText('live mode');
  await processors.save({ 'Secret key': `rk_live_${key}`, Priority: '7', Currencies: 'eur, chf' }, 'Add account');
  await expect(processors.dialog).toBeHidden();

  const row = processors.row(key.slice(-4));
  await expect(row).toContainText('Stripe');
  await expect(row).toContainText('Priority 7 · Takes only in EUR, CHF');
  await expect(row).toContainText(`${stack.payments}/v1/processor_webhooks/pacc_`);
  await expect(row.getByRole('button', { name: 'Copy webhook address' })).toBeVisible();

  await row.getByRole('button', { name: 'Change' }).click();
  await processors.save({ 'Signing secret of webhooks': 'whsec_no' }, 'Save');
  await expect(processors.dialog.getByRole('alert')).toContainText('whsec_');
  await processors.save({ 'Signing secret of webhooks': `whsec_${aKey()}`, Priority: '9' }, 'Save');
  await expect(processors.dialog).toBeHidden();
  await expect(row).toContainText('Priority 9');
  await row.getByRole('button', { name: 'Disable' }).click();
  await expect(row).toContainText('Disabled');
  await row.getByRole('button', { name: 'Enable' }).click();
  await expect(row).toContainText('Enabled');
  await expect(processors.allDisabled).toBeHidden();
  await row.getByRole('button', { name: 'Disable' }).click();
  await expect(row).toContainText('Disabled');
  expect(await processors.page.content()).not.toContain(key);
});

test('an account at Braintree asks for its three keys', async ({ stack, consoleWindow }) => {
  const processors = new ProcessorsPage(await consoleWindow('owner'));
  await processors.open(stack.web);
  await chooseMode(processors.page, 'Live');
  await processors.addButton.click();
  await processors.dialog.getByLabel('Processor', { exact: true }).selectOption('Braintree');
  await expect(processors.dialog.getByLabel('Secret key')).toBeHidden();
  const publicKey = aKey();
  await processors.save({ 'Merchant ID': aKey(), 'Public key': publicKey }, 'Add account');
  await expect(processors.dialog.getByText('Copy the private key')).toBeVisible();
  await processors.save({ 'Private key': aKey() }, 'Add account');
  await expect(processors.dialog).toBeHidden();
  await expect(processors.row(publicKey.slice(-4))).toContainText('Braintree');
  await processors.row(publicKey.slice(-4)).getByRole('button', { name: 'Disable' }).click();
  await expect(processors.allDisabled).toContainText('No live payment can be made');
});

test('a viewer reads that accounts are not for their role', async ({ stack, consoleWindow }) => {
  const processors = new ProcessorsPage(await consoleWindow('viewer'));
  await processors.open(stack.web);
  await expect(processors.page.getByText('Processors are not for every role')).toBeVisible();
  await expect(processors.addButton).toBeHidden();
});
