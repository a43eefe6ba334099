import { cards } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('product, checkout with its fields, mistakes, decline and outcome are accessible', async ({ page, stack }) => {
      await page.goto(stack.shop);
      await expect(page.getByRole('button', { name: 'Check out' })).toBeVisible();
      await expectAccessible(page);

      const checkout = new CheckoutPage(page);
      await checkout.open(stack.shop);
      await expectAccessible(page);

      await checkout.pay.click();
      await expect(checkout.card.number).toBeFocused();
      await expectAccessible(page);

      await checkout.card.type(cards.insufficientFunds);
      await checkout.pay.click();
      await expect(checkout.outcome).toContainText(/funds/i);
      await expectAccessible(page);

      await checkout.card.type(cards.visa);
      await checkout.pay.click();
      await expect(checkout.outcome).toContainText(/authorized/i);
      await expectAccessible(page);
    });

    test('the edge of a field, focused or not, can be told from what it stands on', async ({ page, stack }) => {
      const checkout = new CheckoutPage(page);
      await checkout.open(stack.shop);
      const contrasts = () =>
        page.locator('.box:visible').evaluateAll((boxes) => {
          const luminance = (color: string): number => {
            const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
              const share = Number(part) / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const paper = luminance(getComputedStyle(document.body).backgroundColor);
          return boxes.map((box) => {
            const edge = luminance(getComputedStyle(box).borderTopColor);
            return (Math.max(edge, paper) + 0.05) / (Math.min(edge, paper) + 0.05);
          });
        });
      expect(await contrasts()).toHaveLength(5);
      await checkout.card.number.focus();
      await expect(checkout.card.number).toBeFocused();
      // WCAG 2.2, 1.4.11, which axe does not measure.
      for (const contrast of await contrasts()) expect(contrast).toBeGreaterThanOrEqual(3);
    });
  });
}

test('each hosted field is announced by its label and as required, and a mistake by its sentence', async ({
  page,
  stack,
}) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const { number, expiry, code, name, postalCode } = checkout.fields();
  for (const [field, label] of [
    [number, 'Card number'],
    [expiry, 'Expiration date'],
    [code, 'Security code'],
    [name, 'Name on card'],
    [postalCode, 'Postal code'],
  ] as const) {
    await expect(field).toHaveAccessibleName(label);
    await expect(field).toHaveAttribute('aria-required', 'true');
  }
  await checkout.pay.click();
  await expect(number).toHaveAccessibleDescription('Enter your card number.');
});

// What a window of 1280 x 1024 is to a page that is zoomed: WCAG 2.2, 1.4.4 and 1.4.10.
for (const { zoom, viewport } of [
  { zoom: 2, viewport: { width: 640, height: 512 } },
  { zoom: 4, viewport: { width: 320, height: 256 } },
]) {
  test.describe(`at ${zoom * 100} % zoom`, () => {
    test.use({ viewport, deviceScaleFactor: zoom });

    test('a shopper reads every mistake and pays, and nothing is cut off or has to be scrolled sideways', async ({
      page,
      stack,
    }) => {
      const checkout = new CheckoutPage(page);
      await checkout.open(stack.shop);
      await checkout.pay.click();
      await expect(checkout.card.number).toHaveAccessibleDescription('Enter your card number.');
      const cutOff = await Promise.all(
        page.frames().map((frame) =>
          frame.evaluate(() => {
            const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
            const isFrame = window !== window.top;
            return scrollWidth > clientWidth || (isFrame && scrollHeight > clientHeight) ? location.href : null;
          }),
        ),
      );
      expect(cutOff.filter((address) => address !== null)).toEqual([]);

      await checkout.card.type(cards.visa);
      await checkout.pay.click();
      await expect(checkout.outcome).toContainText(/authorized/i);
      await expect(checkout.outcome).toBeInViewport();
    });
  });
}
