/** Makes so many things, a few at a time, in no particular order. */
export async function inParallel<T>(count: number, atOnce: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let begun = 0;
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      made.push(await make());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return made;
}
