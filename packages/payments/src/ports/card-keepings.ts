/** A card that a processor is asked to keep, or to forget. */
export interface CardKeeping {
  id: string;
  merchantId: string;
  /** The vault's own name of the card. */
  cardToken: string;
  processor: string;
  /** How often it was claimed, this time included. */
  tries: number;
  /** Between these moments the processor was asked to keep the card. */
  askedSince: Date;
  askedUntil: Date;
}

/**
 * Which processors keep which saved cards. A keeping begins in the commit of the outcome that authorized the card, and is to be undone from
 * the transaction on that revokes the card. Whoever finishes a claim must still find it as it was claimed; otherwise nothing changes.
 */
export interface CardKeepings {
  /** Claims cards that are to be kept, or to be forgotten, until that moment. */
  claim(what: 'keep' | 'detach', now: Date, limit: number, until: Date): Promise<CardKeeping[]>;
  kept(id: string, now: Date): Promise<void>;
  /** It is not kept; what may be left of it is to be forgotten. */
  notKept(id: string, now: Date): Promise<void>;
  detached(id: string, now: Date): Promise<void>;
  /** It could not be forgotten for so long that nobody tries any more. */
  left(id: string, now: Date): Promise<void>;
  again(id: string, dueAt: Date, now: Date): Promise<void>;
}
