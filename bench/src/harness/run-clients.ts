export interface ClientsRun {
  /** Items a second, from the first start to the last end. */
  rate: number;
  /** How long each item took, in milliseconds, in the order in which they ended. */
  latenciesMs: number[];
}

/** So many clients take item after item until none is left; each has one under way at a time. */
export async function runClients<T>(
  clients: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<ClientsRun> {
  const latenciesMs: number[] = [];
  const rest = items.values();
  const client = async () => {
    // One iterator is shared, so each item is taken once.
    for (const item of rest) {
      const startedAt = performance.now();
      await work(item);
      latenciesMs.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return { rate: (items.length / (performance.now() - startedAt)) * 1_000, latenciesMs };
}
