import type { IncomingMessage } from 'node:http';
import { clientNetwork } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { Settings } from '../env/settings.ts';
import { shuttingDown } from '../errors/shutting-down.ts';
import type { FairTurns } from '../runtime/fair-turns.ts';
import { createTurns } from '../runtime/turns.ts';
import { clientIp, trustedProxies } from './client-ip.ts';
import type { ConnectionCounts, Place } from './connection-counts.ts';

/** Where a WebSocket comes in, before anybody knows whose it is. */
export interface Doorway {
  /** Lets an upgrade request in and counts it as pending until it is admitted or gone, or throws why it may not come in. */
  knock(request: IncomingMessage): void;
  /** It authenticated: no longer pending. */
  admit(request: IncomingMessage): void;
  /** Waits until it is its turn to be asked who it is: a crowd at the door keeps nobody waiting who is in already. */
  turn(): Promise<void>;
  ipOf(request: IncomingMessage): string;
  /** From now on nobody comes in. */
  shut(): void;
}

/** What a round of the event loop spends on the door, about a millisecond: fewer make a crowd of handshakes slower, more keep messages waiting. */
const ASKED_IN_A_ROUND = 4;
/** Where no message was served for so long, nobody is kept waiting, and a crowd comes in more quickly without turns. */
const QUIET_MS = 100;

interface DoorwayOptions {
  counts: ConnectionCounts;
  /** Those of messages. */
  turns: Pick<FairTurns, 'ranWithin'>;
  /** Told of an address whose connection ended, its time to say who it is over, before it had. */
  onSlow: (ip: string) => void;
}

export function createDoorway({ http, limits }: Settings, { counts, turns, onSlow }: DoorwayOptions): Doorway {
  const isTrusted = trustedProxies(http.trustedProxies);
  const pending = new WeakMap<IncomingMessage, Place & { isPending: boolean }>();
  const ips = new WeakMap<IncomingMessage, string>();
  /** Who is in front of a proxy of ours is found out once for each request. */
  const ipOf = (request: IncomingMessage) => {
    const known = ips.get(request);
    if (known !== undefined) return known;
    const ip = clientIp(request, isTrusted);
    ips.set(request, ip);
    return ip;
  };
  const takeTurn = createTurns(ASKED_IN_A_ROUND);
  let isShut = false;

  return {
    turn: () => (turns.ranWithin(QUIET_MS) ? takeTurn() : Promise.resolve()),
    ipOf,
    shut: () => {
      isShut = true;
    },
    knock: (request) => {
      // By 503, so that a load balancer asks another server at once.
      if (isShut) throw shuttingDown();
      const ip = ipOf(request);
      // Whoever left while their handshake was counted closes no second time: their place would never be given back.
      if (request.socket.destroyed) return;
      const taken = counts.take('pending', clientNetwork(ip));
      if (!taken) throw tooManyPending();
      const place = { ...taken, isPending: true };
      const endsAt = performance.now() + limits.authenticationTimeoutMs;
      // The TCP connection's own end: it comes also where the upgrade fails half way. It must not hold the request, which is forgotten.
      request.socket.once('close', () => {
        place.release();
        if (place.isPending && performance.now() >= endsAt) onSlow(ip);
      });
      pending.set(request, place);
    },
    admit: (request) => {
      const place = pending.get(request);
      if (!place) return;
      place.isPending = false;
      place.release();
    },
  };
}

function tooManyPending(): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_connections',
    retryable: true,
    message: 'Too many connections from this address have not said yet who they are.',
  });
}
