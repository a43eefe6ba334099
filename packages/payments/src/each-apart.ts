/**
 * Does the work of a job item by item. What fails for one keeps none behind it back; it is thrown in the end, the first as the cause.
 *
 * @throws {AggregateError} where any failed
 */
export async function eachApart<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error));
  if (failures.length === 0) return;
  throw new AggregateError(failures, `${failures.length} of ${items.length} failed`, { cause: failures[0] });
}
