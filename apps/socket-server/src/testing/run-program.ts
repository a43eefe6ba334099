import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Program {
  /** What it has written so far, both streams. */
  output(): string;
  /** Resolves once the output holds the text. */
  says(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<number | NodeJS.Signals | null>;
}

const MINIMUM_MAJOR = 24;

/** Runs one of the server's programs as its own process, on the Node that can. */
export function runProgram(file: 'main.ts' | 'seed.ts' | 'worker.ts', env: Record<string, string>): Program {
  const isNewEnough = Number(process.versions.node.split('.')[0]) >= MINIMUM_MAJOR;
  const node = isNewEnough
    ? process.execPath
    : fileURLToPath(new URL('../../../../node_modules/.bin/node', import.meta.url));
  const child = spawn(node, [fileURLToPath(new URL(`../${file}`, import.meta.url))], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  return {
    output: () => output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!output.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        child.once('exit', () => reject(new Error(`it ended without saying "${text}": ${output}`)));
        look();
      }),
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal))),
  };
}
