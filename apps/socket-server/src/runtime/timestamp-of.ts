let latest = { ms: Number.NaN, text: '' };

/** The time as answers carry it (ISO 8601, UTC). Under load many are answered in one millisecond: its text is made once for all of them. */
export function timestampOf(now: Date): string {
  const ms = now.getTime();
  if (ms !== latest.ms) latest = { ms, text: now.toISOString() };
  return latest.text;
}
