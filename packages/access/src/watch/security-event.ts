import type { RateName } from './rate-patterns.ts';

/** Somebody tries many cards, or many bank accounts, to learn which are good. */
export type TestingEventType = 'card_testing' | 'account_testing';

/** What they have in common. */
export type TestingSubject = 'session' | 'network' | 'merchant' | 'method';

/** A pattern that somebody should look at. It names who is behind it, and never a card, a key or a token. */
export type SecurityEvent =
  | {
      type: TestingEventType;
      by: TestingSubject;
      merchantId: string;
      sessionId: string | null;
      network: string | null;
      /** Different cards or accounts within `windowMs`; by `method`, how often one was declined. */
      count: number;
      windowMs: number;
    }
  | {
      type: 'rate_rising';
      rate: RateName;
      /** A merchant's id, a network or an API key's id; empty where it is the whole installation's. */
      subject: string;
      failed: number;
      total: number;
      windowMs: number;
    };

export type OnSecurityEvent = (event: SecurityEvent) => void;
