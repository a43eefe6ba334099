export interface Random {
  /** An integer from 0 up to, not including, the limit. */
  below(limit: number): number;
  pick<T>(of: readonly [T, ...T[]]): T;
}

/** Repeatable randomness (mulberry32): the same seed tells the same stories again. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (of) => of[below(of.length)] ?? of[0] };
}
