import { expect, test } from '../../fixtures/test.ts';

test('a viewer sees no endpoint', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/webhooks`);
  await expect(page.getByText('Webhooks are not for every role')).toBeVisible();
});
