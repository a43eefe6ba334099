import type { IncomingMessage } from 'node:http';
import { clientNetwork } from '@fieldfare/access';
import type { Settings } from '../env/settings.ts';
import { clientIp, trustedProxies } from './client-ip.ts';
import type { ConnectionCounts, Place } from './connection-counts.ts';

/** Where a WebSocket comes in, before anybody knows whose it is. */
export interface Doorway {
  /** Answers an upgrade request: may it come in at all? Counts it as pending until it is admitted or gone. */
  knock(request: IncomingMessage): { isWelcome: true } | { isWelcome: false; reason: string };
  /** It authenticated: no longer pending. */
  admit(request: IncomingMessage): void;
  ipOf(request: IncomingMessage): string;
  /** From now on nobody comes in. */
  shut(): void;
}

export function createDoorway({ http }: Settings, counts: ConnectionCounts): Doorway {
  const isTrusted = trustedProxies(http.trustedProxies);
  const pending = new WeakMap<IncomingMessage, Place>();
  let isShut = false;
  const refuse = (reason: string) => ({ isWelcome: false, reason }) as const;

  return {
    ipOf: (request) => clientIp(request, isTrusted),
    shut: () => {
      isShut = true;
    },
    knock: (request) => {
      if (isShut) return refuse('shutting_down');
      const place = counts.take('pending', clientNetwork(clientIp(request, isTrusted)));
      if (!place) return refuse('too_many_connections');
      // The TCP connection's own end: it comes also where the upgrade fails half way.
      request.socket.once('close', () => place.release());
      pending.set(request, place);
      return { isWelcome: true };
    },
    admit: (request) => pending.get(request)?.release(),
  };
}
