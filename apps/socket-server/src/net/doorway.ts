import type { IncomingMessage } from 'node:http';
import { clientNetwork } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { Settings } from '../env/settings.ts';
import { shuttingDown } from '../errors/shutting-down.ts';
import { clientIp, trustedProxies } from './client-ip.ts';
import type { ConnectionCounts, Place } from './connection-counts.ts';

/** Where a WebSocket comes in, before anybody knows whose it is. */
export interface Doorway {
  /** Lets an upgrade request in and counts it as pending until it is admitted or gone, or throws why it may not come in. */
  knock(request: IncomingMessage): void;
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

  return {
    ipOf: (request) => clientIp(request, isTrusted),
    shut: () => {
      isShut = true;
    },
    knock: (request) => {
      // By 503, so that a load balancer asks another server at once.
      if (isShut) throw shuttingDown();
      const place = counts.take('pending', clientNetwork(clientIp(request, isTrusted)));
      if (!place) throw tooManyPending();
      // The TCP connection's own end: it comes also where the upgrade fails half way.
      request.socket.once('close', () => place.release());
      pending.set(request, place);
    },
    admit: (request) => pending.get(request)?.release(),
  };
}

function tooManyPending(): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_connections',
    retryable: true,
    message: 'Too many connections from this address have not said yet who they are.',
  });
}
