import type { CreateSession } from '@fieldfare/protocol';
import * as z from 'zod';

export interface SessionMaker {
  paymentsOrigin: string;
  /** A publishable key of test mode. */
  playgroundKey: string;
}

type Wanted = Pick<CreateSession, 'amount_minor' | 'currency' | 'origin' | 'reference'>;

const Answer = z.object({ pt_token: z.string() });
const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** A session of the demo for this page, made as a page without a server makes one. Rejects with what the payment server says. */
export async function createSession({ paymentsOrigin, playgroundKey }: SessionMaker): Promise<string> {
  const wanted: Wanted = {
    amount_minor: 2500,
    currency: 'USD',
    origin: location.origin,
    reference: 'playground',
  };
  const response = await fetch(`${paymentsOrigin}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${playgroundKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  });
  const body: unknown = await response.json();
  if (response.ok) return Answer.parse(body).pt_token;
  throw new Error(Refusal.safeParse(body).data?.error.message ?? `The payment server answered ${response.status}.`);
}
