import { fork } from 'node:child_process';
import type { CleanUp } from './clean-up.ts';

export interface ChildHandle {
  /** Calls a handler of the child and answers what it answered; throws what it threw, by message. */
  call<T>(name: string, argument?: unknown): Promise<T>;
  readonly pid: number;
  end(): Promise<void>;
}

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

export interface ChildOptions {
  env?: Readonly<Record<string, string>>;
  nodeArgs?: readonly string[];
}

/** Starts a module in a Node process of its own; the module calls `serveParent`. It ends with the benchmark. */
export function startChild(module: URL, cleanUp: CleanUp, { env = {}, nodeArgs = [] }: ChildOptions = {}): ChildHandle {
  const child = fork(module, {
    execPath: process.execPath,
    execArgv: [...nodeArgs],
    env: { ...process.env, ...env },
    // Keeps buffers as buffers, and is quicker than JSON for the large ones.
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;

  child.on('message', ({ id, result, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) {
      reject(new Error(`${module.pathname.split('/').at(-1)} ended (${signal ?? code})`));
    }
    waiting.clear();
  });

  const handle: ChildHandle = {
    pid: child.pid ?? 0,
    call: <T>(name: string, argument?: unknown) =>
      new Promise<T>((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (result: unknown) => void, reject });
        child.send({ id: lastId, name, argument }, (error) => error && reject(error));
      }),
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
  cleanUp.add(() => handle.end());
  return handle;
}
