import type { ApiKey } from '@fieldfare/protocol';
import type { Tone } from '@fieldfare/ui';

export interface KeyStatus {
  label: string;
  tone: Tone;
  /** Whether the key still opens anything, and so can be rotated or revoked. */
  isUsable: boolean;
}

/** What a key is worth at that moment. */
export function keyStatus(key: ApiKey, now: Date): KeyStatus {
  const hasEnded = (at: string | null) => at !== null && new Date(at) <= now;
  if (hasEnded(key.revoked_at)) return { label: 'Revoked', tone: 'plain', isUsable: false };
  if (hasEnded(key.expires_at))
    return { label: key.replaced_by === null ? 'Expired' : 'Replaced', tone: 'plain', isUsable: false };
  if (key.replaced_by !== null) return { label: 'Being replaced', tone: 'warn', isUsable: true };
  return { label: 'Active', tone: 'good', isUsable: true };
}

const STEPS = [
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'day', ms: 86_400_000 },
] as const;
const RELATIVE = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });

/** "5 minutes ago", "in 3 days": enough to judge a key by. */
export function relativeWords(at: string, now: Date): string {
  const difference = new Date(at).getTime() - now.getTime();
  const size = Math.abs(difference);
  if (size < 60_000) return difference < 0 ? 'just now' : 'in a moment';
  const step = STEPS.findLast(({ ms }) => size >= ms) ?? STEPS[0];
  return RELATIVE.format(Math.trunc(difference / step.ms), step.unit);
}
