import { succeeded } from './fields-client.ts';
import type { TestStack } from './start-test-stack.ts';
import { cardOf, TEST_CARDS } from './test-cards.ts';

/** The id of a card that a customer's shopper saved, over a socket of its own. */
export async function saveCard(stack: TestStack, customer: string): Promise<string> {
  const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined, customer });
  const saving = await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa));
  const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return saved.id;
}
