import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { ApiKeysPage } from '../../models/api-keys-page.ts';
import { PaymentPage } from '../../models/payment-page.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { SignInPage } from '../../models/sign-in-page.ts';
import { expect, test } from '../../fixtures/test.ts';

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('sign-in is accessible, refused too', async ({ page, stack }) => {
      const signInPage = new SignInPage(page);
      await signInPage.open(stack.web);
      await expectAccessible(page);
      await signInPage.signIn({ email: `nobody-${width}-${colorScheme}@demo.test`, password: 'not-the-password' });
      await expect(signInPage.problem).toBeVisible();
      await expectAccessible(page);
    });

    test('list, empty list, payment, dialogs and keys are accessible', async ({
      page,
      context,
      stack,
      purchase,
      personalState,
    }) => {
      const { payment } = await purchase({ amountMinor: 8200 });
      await context.addCookies((await personalState('owner')).cookies);
      const list = new PaymentsList(page);
      await list.open(stack.web);
      await expectAccessible(page);
      await list.search.fill('0000-0000-0000');
      await expect(page.getByText('Nothing found')).toBeVisible();
      await expectAccessible(page);

      const paymentPage = new PaymentPage(page);
      await paymentPage.open(stack.web, payment.id);
      await expect(paymentPage.timeline.first()).toBeVisible();
      await expectAccessible(page);
      await paymentPage.confirmButton.click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(paymentPage.dialog).toBeHidden();
      await paymentPage.cancelButton.click();
      await expectAccessible(page);

      const keys = new ApiKeysPage(page);
      await keys.open(stack.web);
      await expectAccessible(page);
      await keys.createButton.click();
      await expect(keys.dialog).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('a payment can be confirmed with nothing but a keyboard, and the focus is never lost', async ({
  stack,
  consoleWindow,
  purchase,
}) => {
  const { payment } = await purchase({ amountMinor: 8100 });
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);
  const { keyboard } = paymentPage.page;
  await paymentPage.confirmButton.focus();
  await keyboard.press('Enter');
  await expect(paymentPage.dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(paymentPage.confirmButton).toBeFocused();
  await keyboard.press('Enter');
  await paymentPage.dialog.getByLabel('Amount').press('Enter');
  await expect(paymentPage.status).toHaveText('Captured');
  await expect(paymentPage.heading).toBeFocused();
});
