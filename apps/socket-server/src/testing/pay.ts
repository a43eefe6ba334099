import type { PaymentResult } from '@fieldfare/protocol';
import { succeeded } from './fields-client.ts';
import type { TestStack } from './start-test-stack.ts';
import { cardOf, TEST_CARDS } from './test-cards.ts';

/** A shopper's whole purchase over a socket of its own, 49.00 USD unless told. */
export async function pay(
  stack: TestStack,
  session: Record<string, unknown> = {},
  number: string = TEST_CARDS.visa,
): Promise<PaymentResult> {
  const { client, hosted } = await stack.openHost(session);
  const { payment } = succeeded(await client.pay(hosted, cardOf(number)));
  client.close();
  return payment;
}
