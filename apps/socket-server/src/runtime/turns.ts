/** Answers when the caller's turn has come. */
export type TakeTurn = () => Promise<void>;

/**
 * One turn for each round of the event loop, in the order of asking: between two turns everything else that has come in meanwhile is served.
 * A crowd that comes at once so keeps nobody waiting for longer than one of them takes.
 */
export function createTurns(): TakeTurn {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  const pass = () => {
    const next = waiting.shift();
    isTaken = next !== undefined;
    if (!next) return;
    setImmediate(pass);
    next();
  };
  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve));
    isTaken = true;
    setImmediate(pass);
    return Promise.resolve();
  };
}
