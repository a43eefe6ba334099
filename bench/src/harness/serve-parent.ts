interface Call {
  id: number;
  name: string;
  argument: unknown;
}

// Each handler knows the shape of its own argument; parent and child are one program.
type Handlers = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

/** Makes this process answer the calls of the benchmark that started it, and end when that ends. */
export function serveParent(handlers: Handlers): void {
  process.on('message', ({ id, name, argument }: Call) => {
    void answer(id, handlers[name], argument);
  });
  // Ctrl-C reaches the whole process group: whoever started this process ends it when it has cleaned up.
  process.on('SIGINT', () => {});
  // An ordinary exit, so that Node still writes what it was asked to write, such as a CPU profile.
  process.on('SIGTERM', () => process.exit());
  process.on('disconnect', () => process.exit());
}

async function answer(id: number, handler: Handlers[string] | undefined, argument: unknown): Promise<void> {
  try {
    if (!handler) throw new Error('no such handler');
    process.send?.({ id, result: await handler(argument as never) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
