/** Runs tasks that name the same thing one after another, in the order in which they came, and others beside them. */
export function createTurns(): <T>(name: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(task, task);
    const over = mine.catch(() => undefined).finally(() => last.get(name) === over && last.delete(name));
    last.set(name, over);
    return mine;
  };
}
