/** The most that `count` grew by within one turn of the event loop while `work` was under way. */
export async function mostInOneTurn(count: () => number, work: Promise<unknown>): Promise<number> {
  let before = count();
  // What it did until it first waited.
  let most = before;
  const look = () => {
    most = Math.max(most, count() - before);
    before = count();
    next = setImmediate(look);
  };
  let next = setImmediate(look);
  await work;
  clearImmediate(next);
  return Math.max(most, count() - before);
}
