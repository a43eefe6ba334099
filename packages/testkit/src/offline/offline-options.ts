import type { SessionView } from '@fieldfare/sdk';
import type { TestCard } from '../cards.ts';

/** A saved card that the session is paid with. */
export interface OfflineSavedCard {
  card: TestCard;
  /** Whether its security code is asked for again. Default: required, as in a profile that was not changed. */
  code?: 'required' | 'optional';
}

/** The session that every page of an offline test pays. Whatever is left out is as in the demo. */
export interface OfflineOptions {
  /** `setup` saves a payment method by `tokenize()`, and takes no payment. Default: payment. */
  mode?: 'payment' | 'setup';
  /** Default: none, and the shopper types a card. */
  savedCard?: OfflineSavedCard | null;
  /** In minor units. Default: 2500. */
  amountMinor?: number;
  /** ISO 4217. Default: USD. */
  currency?: SessionView['currency'];
  merchantName?: string;
  /** What the page's own script may do on its payment. Default: nothing, as for a session. */
  pageMay?: SessionView['page_may'];
  /** `automatic` captures with the authorization. Default: manual. */
  capture?: 'manual' | 'automatic';
  /** How long the bank takes. Default: 0, which is the next task and not at once. */
  answersAfterMs?: number;
}
