import { setTimeout as delay } from 'node:timers/promises';

export interface PacedRun {
  /** What was kept up: items a second from the first that was due to the last that was answered. */
  heldRate: number;
  /** How long each item took from being sent, in milliseconds, in the order in which they ended. */
  latenciesMs: number[];
  /** How much later than due each was sent, in milliseconds. */
  latenessMs: number[];
}

/** Starts the items at a steady pace, whatever becomes of those before: nobody who comes to pay waits for others to be served. */
export async function runPaced<T>(
  ratePerSecond: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<PacedRun> {
  const latenciesMs: number[] = [];
  const latenessMs: number[] = [];
  const send = async (item: T, dueAt: number) => {
    const sentAt = performance.now();
    latenessMs.push(sentAt - dueAt);
    await work(item);
    latenciesMs.push(performance.now() - sentAt);
  };

  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < items.length) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * ratePerSecond) + 1;
    for (const item of items.slice(sent.length, due)) {
      sent.push(send(item, startedAt + (sent.length / ratePerSecond) * 1_000));
    }
    await delay(1);
  }
  await Promise.all(sent);
  return { heldRate: (items.length / (performance.now() - startedAt)) * 1_000, latenciesMs, latenessMs };
}
