const DAY_MS = 86_400_000;

/** The moments from the beginning of the first day to the end of the last, UTC; days as 2026-11-28. */
export function momentsOf(first: string, last: string): { from: string; to: string } {
  return {
    from: new Date(`${first}T00:00:00Z`).toISOString(),
    to: new Date(Date.parse(`${last}T00:00:00Z`) + DAY_MS).toISOString(),
  };
}

/** The last day that is over, UTC. */
export function yesterday(now: Date): string {
  return new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
}
