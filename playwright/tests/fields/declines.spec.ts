import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

const DECLINES = [
  { card: 'declined', code: 'card_declined', words: /declined/i },
  { card: 'insufficientFunds', code: 'insufficient_funds', words: /funds/i },
  { card: 'expired', code: 'expired_card', words: /expired/i },
  { card: 'wrongCvc', code: 'incorrect_cvc', words: /security code/i },
  { card: 'processingError', code: 'processing_error', words: /bank|process/i },
] as const;

for (const { card, code, words } of DECLINES) {
  test(`the card "${card}" is declined with its reason, and a good card then pays in the same session`, async ({
    page,
    stack,
    api,
  }) => {
    const checkout = new CheckoutPage(page);
    await checkout.open(stack.shop);
    const session = await checkout.sessionId();

    await checkout.card.type(cards[card]);
    await checkout.pay.click();
    await expect(checkout.outcome).toContainText(words);
    await expect(checkout.outcome).not.toContainText(/authorized/i);

    await checkout.card.type(cards.visa);
    await checkout.pay.click();
    await expect(checkout.outcome).toContainText(/authorized/i);
    expect(await api.paymentsOf(session)).toMatchObject([
      { status: 'authorized', decline_code: null },
      { status: 'declined', decline_code: code },
    ]);
  });
}
