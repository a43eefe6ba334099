import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

let checkout: CheckoutPage;

test.beforeEach(async ({ page, stack }) => {
  checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
});

const caret = (): Promise<number | null> =>
  checkout.card.number.evaluate((input: HTMLInputElement) => input.selectionStart);

test('a number is grouped as its brand prints it while it is typed', async () => {
  const { number } = checkout.card;
  await number.pressSequentially('4242424242424242');
  await expect(number).toHaveValue('4242 4242 4242 4242');
  await number.fill('');
  await number.pressSequentially('378282246310005');
  await expect(number).toHaveValue('3782 822463 10005');
});

test('the picture beside the number follows its brand', async () => {
  const icon = checkout.card.frame('card-number').locator('svg');
  const pictures = new Set<string>();
  for (const start of ['', '42', '55', '37']) {
    await checkout.card.number.fill(start);
    pictures.add(await icon.innerHTML());
  }
  expect(pictures.size).toBe(4);
});

test('a pasted number is cleaned of whatever stands between its digits', async ({ context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText(' Card: 4242-4242–4242\t4242\n'));
  await checkout.card.number.click();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(checkout.card.number).toHaveValue('4242 4242 4242 4242');
});

test('a pasted expiry is understood however it is written', async ({ context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const written of ['12/34', '12 / 2034', '1234', '12-34']) {
    await page.evaluate((text) => navigator.clipboard.writeText(text), written);
    await checkout.card.expiry.fill('');
    await checkout.card.expiry.click();
    await page.keyboard.press('ControlOrMeta+V');
    await expect(checkout.card.expiry, written).toHaveValue('12 / 34');
  }
});

test('Backspace over a space takes the digit before it, and the caret stays where the shopper works', async ({
  page,
}) => {
  const { number } = checkout.card;
  await number.pressSequentially('42424242');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await expect(number).toHaveValue('4244 242');
  expect(await caret()).toBe(3);
  await page.keyboard.type('9');
  await expect(number).toHaveValue('4249 4242');
  expect(await caret()).toBeLessThanOrEqual(5);
});

test('letters and too many digits never enter the number', async () => {
  await checkout.card.number.pressSequentially('4a2b4c2 42424242424299999');
  await expect(checkout.card.number).toHaveValue(/^[\d ]+$/);
  await checkout.card.code.pressSequentially('12x3456789');
  await expect(checkout.card.code).toHaveValue(/^\d{3,4}$/);
});

test('a mistyped number is called so in words, and the words go when it is mended', async () => {
  const { number } = checkout.card;
  await number.pressSequentially('4242424242424241');
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  await expect(number).toHaveAccessibleDescription('Your card number is not valid. Check it for a mistyped digit.');
  await expect(checkout.page.getByText('Check it for a mistyped digit.')).toBeVisible();
  await number.press('Backspace');
  await number.pressSequentially('2');
  await expect(number).toHaveAttribute('aria-invalid', 'false');
  await expect(checkout.page.getByText('Check it for a mistyped digit.')).toBeHidden();
});

test('an unfinished number is no mistake before the shopper leaves it', async () => {
  const { number, expiry } = checkout.card;
  await number.pressSequentially('4242');
  await expect(number).toHaveAttribute('aria-invalid', 'false');
  await expiry.click();
  await expect(number).toHaveAccessibleDescription('Your card number is incomplete.');
});

test('a date that has passed is called so', async () => {
  await checkout.card.expiry.pressSequentially('0120');
  await checkout.card.number.click();
  await expect(checkout.card.expiry).toHaveAccessibleDescription('Your card has expired.');
});

test('Pay with an empty form charges nothing and puts the focus into the first field that is wrong', async ({
  api,
}) => {
  const session = await checkout.sessionId();
  await checkout.pay.click();
  await expect(checkout.card.number).toBeFocused();
  await expect(checkout.card.number).toHaveAccessibleDescription('Enter your card number.');
  expect(await api.paymentsOf(session)).toEqual([]);
});

test('Pay with one bad field puts the focus into that one', async ({ api }) => {
  const session = await checkout.sessionId();
  await checkout.card.type({ ...cards.visa, cvc: '1' });
  await checkout.pay.click();
  await expect(checkout.card.code).toBeFocused();
  await expect(checkout.card.code).toHaveAccessibleDescription('The security code is incomplete.');
  expect(await api.paymentsOf(session)).toEqual([]);
});

test('a click on a label puts the focus into its field', async ({ page }) => {
  for (const [label, field] of [
    ['Card number', checkout.card.number],
    ['Security code', checkout.card.code],
    ['Postal code', checkout.card.postalCode],
  ] as const) {
    await page.getByText(label, { exact: true }).click();
    await expect(field).toBeFocused();
  }
});
