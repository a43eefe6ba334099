/** How many of many one turn of the event loop looks at: a fraction of a millisecond's work, so that no message waits for longer. */
export const SLICE = 200;

/**
 * Visits every item, at most `SLICE` in one turn of the event loop: what else has come meanwhile is served between two slices. A Map or a Set
 * may change meanwhile: what has gone is not visited, what has come is.
 */
export async function inSlices<T>(items: Iterable<T>, visit: (item: T) => void | Promise<void>): Promise<void> {
  let left = SLICE;
  for (const item of items) {
    if (left === 0) {
      await nextTurn();
      left = SLICE;
    }
    left -= 1;
    const visiting = visit(item);
    if (visiting) await visiting;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
