import { clientNetwork } from '@fieldfare/access';
import type { IncomingMessage } from 'node:http';
import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ExtendedError, Socket } from 'socket.io';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors/refusal.ts';
import { toFieldfareError } from '../errors/to-fieldfare-error.ts';
import type { Place } from './connection-counts.ts';
import type { Doorway } from './doorway.ts';

/** Refusals that happen to honest clients all the time; the others an operator should watch. */
const EVERYDAY = new Set(['token_expired', 'auth_required', 'protocol_unsupported']);

type Middleware<S> = (socket: S, next: (error?: ExtendedError) => void) => void;
interface Guarded<S> {
  use(middleware: Middleware<S>): unknown;
}

/**
 * Lets a socket into a namespace or refuses it with `RefusalData`, counts both, and closes what was refused. `authenticate` answers the
 * counted place of the connection, which is given back exactly once, whatever way the connection ends.
 */
export function guardHandshake<S extends Socket>(
  deps: Deps,
  doorway: Doorway,
  namespace: Guarded<S>,
  name: 'fields' | 'console' | 'none',
  authenticate: (socket: S, ip: string) => Promise<Place>,
): void {
  const admitOrRefuse = async (socket: S, next: (error?: ExtendedError) => void) => {
    // A connection that serves a namespace already has forgotten its request; it gets no second one.
    const request: IncomingMessage | null = socket.request;
    const ip = request ? doorway.ipOf(request) : '';
    let refusal: Refusal | undefined;
    try {
      if (!request) throw oneNamespace();
      await doorway.turn();
      const place = await authenticate(socket, ip);
      if (socket.conn.readyState === 'open') socket.conn.once('close', () => place.release());
      // Whoever left meanwhile closes no second time, and is let in nowhere.
      else place.release();
      doorway.admit(request);
      deps.metrics.socketHandshakes.inc({ namespace: name, outcome: 'accepted' });
      deps.watch.rates.note('unknown_tokens', clientNetwork(ip), false);
    } catch (thrown) {
      refusal = refuse(deps, name, ip, thrown);
    }
    next(refusal);
    // The refusal is written first: a closing connection still empties its buffer.
    if (refusal) setImmediate(() => socket.conn.close());
  };
  namespace.use((socket, next) => void admitOrRefuse(socket, next));
}

function refuse(deps: Deps, namespace: string, ip: string, thrown: unknown): Refusal {
  const error = toFieldfareError(thrown);
  const requestId = newId('request');
  const fields = { request_id: requestId, namespace, code: error.code, detail: error.detail, ip };
  deps.metrics.socketHandshakes.inc({ namespace, outcome: error.detail });
  if (error.code === 'system_error') deps.log.error({ ...fields, error: thrown }, 'handshake failed');
  else deps.telling.refusal({ ip }, fields, 'handshake refused');
  if (error.code === 'rate_limited') deps.metrics.socketLimitsHit.inc({ limit: error.detail });
  if (!EVERYDAY.has(error.detail)) {
    deps.telling.securityEvent(error.detail, { namespace, ip, request_id: requestId });
    if (error.code === 'authentication_error') deps.watch.rates.note('unknown_tokens', clientNetwork(ip), true);
  }
  return new Refusal(error, requestId);
}

function oneNamespace(): FieldfareError {
  return new FieldfareError('invalid_request', {
    detail: 'one_namespace',
    message: 'A connection serves one namespace. Open another connection.',
  });
}
