import { randomInt } from 'node:crypto';
import { expect, test } from '../../fixtures/test.ts';

test('a setting is saved, holds after a reload, and names what is wrong before it is sent', async ({
  stack,
  consoleWindow,
}) => {
  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/settings`);
  const minutes = page.getByLabel('Minutes to decide');
  const category = page.getByLabel('Merchant category code');
  const save = page.getByRole('button', { name: 'Save settings' });
  const before = await minutes.inputValue();
  await minutes.fill('soon');
  await save.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was saved' })).toBeVisible();
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await expect(minutes).toBeFocused();

  const chosen = String(randomInt(1_000, 9_999));
  await minutes.fill(before);
  await category.fill(chosen);
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  await expect(category).toHaveValue(chosen);
});

test('what is taken is ticked, and a fee of its own is a row that can be removed again', async ({
  stack,
  consoleWindow,
}) => {
  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/settings`);
  const methods = page.getByRole('group', { name: 'Methods' });
  const rules = page.getByRole('group', { name: 'Fees by method and brand' });
  const save = page.getByRole('button', { name: 'Save settings' });
  await expect(methods.getByLabel('Cards')).toBeChecked();
  await rules.getByRole('button', { name: 'Add a rule' }).click();
  const rule = rules.getByRole('group').last();
  await rule.getByLabel('Brand').selectOption({ label: 'Verve' });
  await save.click();
  await expect(rules.getByRole('alert')).toHaveText('Type a whole number.');
  await rule.getByLabel('Basis points').fill('350');
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  await expect(rule.getByLabel('Brand')).toHaveValue('verve');
  await expect(rule.getByLabel('Basis points')).toHaveValue('350');
  await rule.getByRole('button', { name: 'Remove' }).click();
  await save.click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
});

test('what the server refuses is said beside the form, and nothing is saved', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/settings`);
  const smallest = page.getByLabel('Smallest amount');
  const before = await smallest.inputValue();
  await smallest.fill('200');
  await page.getByLabel('Largest amount').fill('100');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'min_amount_minor must not be above' })).toBeVisible();
  await page.reload();
  await expect(smallest).toHaveValue(before);
});

test('a viewer reads the settings and changes none', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/settings`);
  await expect(page.getByLabel('Statement descriptor')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeHidden();
  await expect(page.getByText('Your role here is viewer')).toBeVisible();
});
