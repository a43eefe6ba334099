import { randomBytes } from 'node:crypto';
import { clientNetwork } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { ConnectionCounts, Place } from '../net/connection-counts.ts';
import { acceptsOrigin } from '../net/accepts-origin.ts';
import type { Doorway } from '../net/doorway.ts';
import { dropUnasked } from '../net/drop-unasked.ts';
import { forgetHandshake } from '../net/forget-handshake.ts';
import { guardHandshake } from '../net/guard-handshake.ts';
import { handshakeAuth } from '../net/handshake-auth.ts';
import { takeHandshakeOfSession } from '../net/take-handshake.ts';
import { assertOwesNothing } from '../net/take-message.ts';
import type { Traffic } from '../net/traffic.ts';
import type { FairTurns } from '../runtime/fair-turns.ts';
import { authenticateFields } from './authenticate-fields.ts';
import { dispatch } from './dispatch.ts';
import type { FieldsNamespace, FieldsSocket } from './fields-socket.ts';
import { createRequestMemory } from './request-memory.ts';
import type { RequestMemory } from './request-memory.ts';
import { originMismatch } from './verify-proof.ts';

/** Serves the /fields namespace. Answers the memory of what was asked for. */
export function serveFields(
  deps: Deps,
  namespace: FieldsNamespace,
  {
    doorway,
    counts,
    traffic,
    turns,
  }: { doorway: Doorway; counts: ConnectionCounts; traffic: Traffic; turns: FairTurns },
): RequestMemory {
  const memory = createRequestMemory({ clock: deps.clock });
  const serving = { memory, turns };

  guardHandshake(deps, doorway, namespace, 'fields', async (socket: FieldsSocket, ip) => {
    const { origin } = socket.handshake.headers;
    if (!acceptsOrigin(deps.settings, origin, deps.settings.origins.fields)) throw originMismatch();
    const { binding, step } = await authenticateFields(deps, handshakeAuth(deps.settings, socket));
    await takeHandshakeOfSession(deps.handshakeLimiters, binding);
    const ownTraffic = traffic.of({ ip, merchantId: binding.merchantId, sessionId: binding.sessionId });
    assertOwesNothing(ownTraffic);
    const place = takePlace(counts, ip);
    socket.data.connection = {
      id: socket.id,
      ip,
      nonce: randomBytes(32).toString('base64url'),
      binding,
      hostScope: `${binding.sessionId}:${binding.generation}`,
      whereabouts: { ipCountry: deps.countryOf(ip), reported: null },
      locationTold: 'required',
      step,
      traffic: ownTraffic,
      refused: 0,
      isExpiryTold: false,
      underWay: 0,
    };
    return place;
  });

  namespace.on('connection', (socket) => {
    const { connection } = socket.data;
    forgetHandshake(socket);
    deps.metrics.socketConnections.inc({ namespace: 'fields' });
    socket.once('disconnect', () => {
      deps.metrics.socketConnections.dec({ namespace: 'fields' });
      connection.step = { state: 'closed' };
      memory.forget(connection.id);
      // Without its namespace the connection would be one that nobody counts.
      socket.conn.close();
    });
    // Each event ends here: nobody listens behind, and socket.io need not look.
    socket.use((packet: unknown[]) => {
      const ack = packet.at(-1);
      if (typeof ack !== 'function') return dropUnasked(deps, connection, socket);
      const event = String(packet[0]);
      const payload = packet.length > 2 ? packet[1] : undefined;
      const answering = deps.inFlight.track(dispatch(deps, serving, socket, event, payload));
      // What one turn of the event loop answered is written together after it: under load that wakes the other side less often.
      void answering.then((answer) => setImmediate(() => ack(answer)));
    });
    socket.emit('connection_established', {
      type: 'connection_established',
      merchant_uid: connection.binding.merchantId,
      session_key: connection.binding.sessionKey,
      nonce: connection.nonce,
      next: connection.step.state === 'proving' ? connection.step.next : 'host:hostToken',
      server_time: deps.clock.now().toISOString(),
    });
  });
  return memory;
}

function takePlace(counts: ConnectionCounts, ip: string): Place {
  const place = counts.take('fields', clientNetwork(ip));
  if (place) return place;
  throw new FieldfareError('rate_limited', {
    detail: 'too_many_connections',
    retryable: true,
    message: 'Too many field connections are open from this address.',
  });
}
