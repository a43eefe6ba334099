/** Something that is measured once a round. */
export type Contestant<T> = () => Promise<T>;

/**
 * Measures every contestant once a round and answers each one's measurements in the order of the rounds. Every other round runs in
 * reverse, so that a machine that grows slower or faster meanwhile favours nobody.
 */
export async function interleave<K extends string, T>(
  rounds: number,
  contestants: Readonly<Record<K, Contestant<T>>>,
  onMeasured: (name: K, round: number, result: T) => void = () => {},
): Promise<Record<K, T[]>> {
  const names = Object.keys(contestants) as K[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of round % 2 === 1 ? names : names.toReversed()) {
      const result = await contestants[name]();
      results[name].push(result);
      onMeasured(name, round, result);
    }
  }
  return results;
}
