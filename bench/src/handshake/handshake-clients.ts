import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { connectOnce } from './connect-once.ts';
import type { HandshakeTarget } from './connect-once.ts';

export interface HandshakesRun {
  target: HandshakeTarget;
  /** Used in turn. */
  tokens: string[];
  handshakes: number;
  concurrency: number;
}

/** The load generator: so many handshakes, so many at once. */
serveParent({
  run: ({ target, tokens, handshakes, concurrency }: HandshakesRun): Promise<ClientsRun> => {
    const turns = Array.from({ length: handshakes }, (_, turn) => tokens[turn % tokens.length] ?? '');
    return runClients(concurrency, turns, (token) => connectOnce(target, token));
  },
});
