import { setTimeout as wait } from 'node:timers/promises';
import type { CardSecrets, PaymentResult, PaymentUpdate, Session } from '@fieldfare/protocol';
import { connectFields, succeeded } from './fields-client.ts';
import type { FieldsClient, FieldsClientOptions, HostedAnswer } from './fields-client.ts';
import { createHostKeys } from './host-keys.ts';

export interface ShopperReport {
  session: string;
  payment: PaymentResult | PaymentUpdate;
  /** How often it had to connect. */
  connections: number;
  /** What it was told that a person would have seen. */
  errors: string[];
}

export interface ShopperOptions {
  url: string;
  session: Session;
  observedOrigin: string;
  card: CardSecrets;
}

const BETWEEN_TRIES_MS = 100;
/** What clients repeat by themselves: nobody sees it. */
const isPassing = (answer: { type: string }) => 'retryable' in answer && answer.retryable === true;

/**
 * A shopper as the host frame serves one: whatever becomes of the connection it resumes with its proof, repeats what was not answered
 * under the same request id, and waits until its payment has an outcome.
 */
export async function payPersistently({ url, session, observedOrigin, card }: ShopperOptions): Promise<ShopperReport> {
  const keys = await createHostKeys();
  const errors: string[] = [];
  let connections = 0;
  let hosted: HostedAnswer | null = null;
  let request: Awaited<ReturnType<FieldsClient['preparePayment']>> | null = null;

  const attempt = async (): Promise<PaymentResult | PaymentUpdate | null> => {
    const auth: FieldsClientOptions['auth'] = hosted
      ? { host_token: hosted.host_token }
      : { pt_token: session.pt_token };
    const client = await connectFields({ url, auth, observedOrigin, keys });
    connections++;
    try {
      hosted = succeeded(await client.host());
      request ??= await client.preparePayment(hosted, card);
      const paying = client.send('process_payment', { ...request, request_id: `req_shopper_${session.id}` });
      const answer = await Promise.race([paying, client.gone()]);
      if (!answer || isPassing(answer)) return null;
      if (answer.type === 'error') {
        errors.push(`${answer.code}/${answer.detail}`);
        return null;
      }
      if (answer.payment.status !== 'processing') return answer.payment;
      const outcome = client.heard('payment:updated', ({ status }) => status !== 'processing' && status !== 'unknown');
      return (await Promise.race([outcome, client.gone()])) ?? null;
    } finally {
      client.close();
    }
  };
  for (;;) {
    const payment = await attempt().catch(() => null);
    if (payment) return { session: session.id, payment, connections, errors };
    await wait(BETWEEN_TRIES_MS);
  }
}
