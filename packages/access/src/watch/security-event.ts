import type { RateName } from './rate-patterns.ts';

/** A pattern that somebody should look at. It names who is behind it, and never a card, a key or a token. */
export type SecurityEvent =
  | {
      type: 'card_testing';
      by: 'session' | 'network' | 'merchant';
      merchantId: string;
      sessionId: string | null;
      network: string | null;
      /** Different cards within `windowMs`. */
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
