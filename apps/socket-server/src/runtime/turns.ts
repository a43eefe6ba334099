/** Answers when the caller's turn has come. */
export type TakeTurn = () => Promise<void>;

/**
 * A few turns in each round of the event loop, in the order of asking: between two rounds everything else that has come in meanwhile is served.
 * A crowd that comes at once so keeps nobody waiting for longer than a few of them take.
 */
export function createTurns(perRound: number): TakeTurn {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const nextRound = () => {
    const come = waiting.splice(0, perRound);
    taken = come.length;
    if (taken > 0) setImmediate(nextRound);
    for (const turn of come) turn();
  };
  return () => {
    if (taken === perRound) return new Promise((resolve) => waiting.push(resolve));
    if (taken === 0) setImmediate(nextRound);
    taken += 1;
    return Promise.resolve();
  };
}
