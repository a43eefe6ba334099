/** Repeatable chance (mulberry32), so that a seed that was cut off tells the same stories when it goes on. For demo data only. */
export interface Random {
  /** 0 or more, less than 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Picks by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    weighted: (choices) => {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0);
      let point = next() * total;
      for (const [weight, value] of choices) {
        point -= weight;
        if (point < 0) return value;
      }
      throw new RangeError('there is nothing to pick from');
    },
  };
}
