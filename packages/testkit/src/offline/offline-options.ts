import type { SessionView } from '@fieldfare/sdk';

/** The session that every page of an offline test pays. Whatever is left out is as in the demo. */
export interface OfflineOptions {
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
