import { randomInt } from 'node:crypto';
import { passesLuhn } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import type { CardExpectation } from '@fieldfare/vault';
import { cardSender, purchaseOf } from '@fieldfare/vault/testing/card-sender';
import type { RecipientJwk } from '@fieldfare/vault/testing/card-sender';

/** A sealed card and the purchase that it is for. */
export interface PreparedCard {
  payload: string;
  expected: CardExpectation;
}

/** Cards as so many checkouts would send them, each signed by a host key of its own. */
export async function prepareCards(count: number, recipient: RecipientJwk): Promise<PreparedCard[]> {
  const cards: PreparedCard[] = [];
  const merchantId = purchaseOf(await cardSender()).merchantId;
  for (let i = 0; i < count; i++) {
    const sender = await cardSender();
    const expected = { ...purchaseOf(sender), merchantId };
    cards.push({ payload: await sender.seal(randomCard(), expected, recipient), expected });
  }
  return cards;
}

function randomCard(): CardSecrets {
  const body = `4${Array.from({ length: 14 }, () => randomInt(10)).join('')}`;
  const check = Array.from({ length: 10 }, (_, digit) => String(digit)).find((digit) => passesLuhn(body + digit));
  return { number: `${body}${check}`, exp_month: 12, exp_year: new Date().getUTCFullYear() + 3, cvc: '739' };
}
