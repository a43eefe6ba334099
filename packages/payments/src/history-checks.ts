import type { MerchantProfile } from './records.ts';

/** At most `limit` attempts since `since`, this one included. */
export interface AttemptLimit {
  limit: number;
  since: Date;
}

/** Which of its history a payment is held against, and by what it will be found again. Looked at in the intent's own transaction. */
export interface HistoryChecks {
  /** The vault's keyed hash of the number; null where no rule asks for it. */
  fingerprint: Buffer | null;
  /** The shopper's network address; null where no rule asks for it. */
  ip: string | null;
  /** The same card and amount since then is a duplicate. */
  duplicateSince: Date | null;
  card: AttemptLimit | null;
  network: AttemptLimit | null;
}

export interface HistorySubject {
  fingerprint: Buffer;
  ip: string | null;
  now: Date;
}

/** The profile's rules about history as of now; null where it has none, and nothing about the shopper is then kept. */
export function historyChecksOf(
  { duplicateWindowSeconds, velocity }: Pick<MerchantProfile, 'duplicateWindowSeconds' | 'velocity'>,
  { fingerprint, ip, now }: HistorySubject,
): HistoryChecks | null {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
  const looksAtCard = duplicateWindowSeconds > 0 || velocity.card !== null;
  const looksAtNetwork = velocity.ip !== null && ip !== null;
  if (!looksAtCard && !looksAtNetwork) return null;
  return {
    fingerprint: looksAtCard ? fingerprint : null,
    ip: looksAtNetwork ? ip : null,
    duplicateSince: duplicateWindowSeconds > 0 ? before(duplicateWindowSeconds) : null,
    card: velocity.card && { limit: velocity.card.limit, since: before(velocity.card.window_seconds) },
    network:
      looksAtNetwork && velocity.ip ? { limit: velocity.ip.limit, since: before(velocity.ip.window_seconds) } : null,
  };
}
