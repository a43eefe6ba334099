import { cards, type TestCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { BidiFirefox } from '../../support/bidi-firefox.ts';
import { findFirefox } from '../../support/find-firefox.ts';

const program = findFirefox();

async function type(firefox: BidiFirefox, card: TestCard): Promise<void> {
  await firefox.type('card-number.', card.number);
  await firefox.type('card-exp.', card.expiry);
  await firefox.type('card-cvc.', card.cvc);
  await firefox.type('card-name.', card.name);
  await firefox.type('card-postal-code.', card.postalCode);
}

test('the shop sells in Firefox, after a decline, with the same fields', async ({ stack }) => {
  test.skip(program === null, 'There is no Firefox here: install firefox-esr, or set FIREFOX_PATH.');
  const firefox = await BidiFirefox.launch(program ?? '');
  try {
    await firefox.goto(`${stack.shop}/checkout`);
    const ready = () => firefox.evaluate(`document.querySelectorAll('[data-kind][data-ff-ready]').length`);
    await expect.poll(ready).toBeGreaterThanOrEqual(5);
    const outcome = () => firefox.evaluate(`document.querySelector('[role=status]').textContent.toLowerCase()`);
    const pay = () => firefox.evaluate(`document.querySelector('#pay').click()`);
    await type(firefox, cards.insufficientFunds);
    await pay();
    await expect.poll(outcome).toContain('declined');
    await type(firefox, cards.visa);
    expect(await firefox.evaluate(`document.querySelector('input').value`, 'card-number.')).toBe('4242 4242 4242 4242');
    await pay();
    await expect.poll(outcome).toContain('authorized');
  } finally {
    await firefox.close();
  }
});
