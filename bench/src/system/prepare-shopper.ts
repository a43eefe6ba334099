import { cardOf, TEST_CARDS } from '../../../apps/socket-server/src/testing/test-cards.ts';
import { connectFields, succeeded } from '../../../apps/socket-server/src/testing/fields-client.ts';
import type { RunningPaymentServer } from './start-payment-server.ts';
import { createSession } from './create-session.ts';

export type ShopperTarget = Pick<RunningPaymentServer, 'url' | 'secretKey' | 'shopOrigin' | 'fieldsOrigin'>;

/** Somebody at a checkout whose card is typed and sealed: only the button is left. */
export interface Shopper {
  /** Sends `process_payment` and resolves when it is answered; throws unless the payment is authorized. */
  pay(): Promise<void>;
  leave(): void;
}

/** A session, a socket, a registered host, a challenge and a sealed card: all that comes before `process_payment`. */
export async function prepareShopper(target: ShopperTarget): Promise<Shopper> {
  const ptToken = await createSession(target);
  const client = await connectFields({
    url: target.url,
    auth: { pt_token: ptToken },
    observedOrigin: target.shopOrigin,
    origin: target.fieldsOrigin,
  });
  const hosted = succeeded(await client.host());
  if (hosted.type !== 'host_token') throw new Error(`the host was answered ${hosted.type}`);
  const payload = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
  return {
    pay: async () => {
      const answer = succeeded(await client.send('process_payment', payload));
      const status = answer.type === 'payment_result' ? answer.payment.status : answer.type;
      if (status !== 'authorized') throw new Error(`a payment is ${status}`);
    },
    leave: () => client.close(),
  };
}
