import type { RateName, SecurityEvent, TestingEventType, TestingSubject } from '@fieldfare/access';

/** A notification for the people who should look: a merchant's own, or the operators where it concerns no merchant in particular. */
export interface SecurityNotice {
  /** The merchant whose people are told; null tells the operators. */
  merchantId: string | null;
  type: `security.${TestingEventType | RateName}`;
  title: string;
  body: string;
  at: Date;
}

export type NotifySecurity = (notice: SecurityNotice) => Promise<void>;

const WHO = { session: 'one checkout', network: 'one network', merchant: 'many networks' } as const;

const TESTING: Record<TestingEventType, { title: string; what: string; whatNext: string }> = {
  card_testing: {
    title: 'Somebody is testing cards',
    what: 'card',
    whatNext: 'Further tries have to wait before the bank is asked.',
  },
  account_testing: {
    title: 'Somebody is testing bank accounts',
    what: 'bank account',
    whatNext: 'Further tries have to wait.',
  },
};

const RATES: Record<RateName, { title: string; what: string }> = {
  declines: { title: 'More payments are declined than usual', what: 'payments were declined' },
  payload_refusals: { title: 'Card payloads do not open', what: 'card payloads did not open' },
  unknown_tokens: { title: 'Somebody guesses ids or tokens', what: 'ids or tokens did not exist' },
};

/** What a person reads: what was seen, and what was done about it. */
export function securityNotice(event: SecurityEvent, at: Date): SecurityNotice {
  const minutes = Math.round(event.windowMs / 60_000);
  if (event.type !== 'rate_rising') {
    const { title, what, whatNext } = TESTING[event.type];
    return {
      merchantId: event.merchantId,
      type: `security.${event.type}`,
      title,
      body: `${seen(event.by, event.count, what)} within ${minutes} minutes. ${whatNext}`,
      at,
    };
  }
  const { title, what } = RATES[event.rate];
  return {
    merchantId: event.rate === 'declines' ? event.subject : null,
    type: `security.${event.rate}`,
    title,
    body: `${event.failed} of ${event.total} ${what} within ${minutes} minutes.`,
    at,
  };
}

function seen(by: TestingSubject, count: number, what: string): string {
  // Many tries of one are how its security code is guessed.
  if (by === 'method') return `One ${what} was declined ${count} times`;
  return `${count} different ${what}s came from ${WHO[by]}`;
}
