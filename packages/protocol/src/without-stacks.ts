/**
 * Runs it while errors take down no stack. For node:crypto's calls that are given a key inside an object: to find it, Node makes two errors and
 * drops them, whose stacks cost more than the rest of the call on the event loop (docs/decisions/0077).
 */
export function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
