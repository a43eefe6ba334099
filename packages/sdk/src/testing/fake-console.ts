import type { ConsoleSocketDeps } from '../react/console-socket/console-socket.ts';
import { FakeTransport } from './fake-transport.ts';

/** What `token` fails with where the session is over. */
export class Over extends Error {}

/** A wait that a test ends when it likes, by `run`. */
export interface FakeWait {
  run: () => void;
  delayMs: number;
}

/** What a ConsoleSocket needs, with its connections and waits at hand. */
export function createFakeConsole(token: ConsoleSocketDeps['token']) {
  const transports: FakeTransport[] = [];
  const waits: FakeWait[] = [];
  const deps: ConsoleSocketDeps = {
    open: (given) => {
      const transport = new FakeTransport(given);
      transports.push(transport);
      return transport;
    },
    token,
    isOver: (error) => error instanceof Over,
    later: (run, delayMs) => {
      const wait = { run, delayMs };
      waits.push(wait);
      return () => {
        if (waits.includes(wait)) waits.splice(waits.indexOf(wait), 1);
      };
    },
    random: () => 0,
  };
  return { deps, transports, waits };
}
