import type { SystemBroadcast } from '@fieldfare/protocol';

/** What has not ended yet. */
export function stillSaid(said: readonly SystemBroadcast[], nowMs: number): SystemBroadcast[] {
  return said.filter((one) => Date.parse(one.ends_at) > nowMs);
}

/** When the first of them ends, in milliseconds since 1970; null for none. */
export function nextEnd(said: readonly SystemBroadcast[]): number | null {
  return said.length === 0 ? null : Math.min(...said.map((one) => Date.parse(one.ends_at)));
}
