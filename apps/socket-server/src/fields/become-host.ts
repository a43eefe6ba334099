import { presentSessionView } from '@fieldfare/payments';
import type { HostKeys, PinVerdict } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { FieldsAnswer } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { locationOf } from '../location/location-of.ts';
import type { FieldsConnection, FieldsSocket } from './fields-socket.ts';
import { generationRoom, sessionRoom } from './fields-socket.ts';
import { hostClaims } from './host-claims.ts';
import { sessionClosed } from './session-state.ts';

interface NewHost {
  deps: Deps;
  socket: FieldsSocket;
  connection: FieldsConnection;
}

/** Pins the keys, joins the session's room and answers what a host needs: its token, the key to encrypt to, the session as it is. */
export async function becomeHost(
  { deps, socket, connection }: NewHost,
  keys: HostKeys,
): Promise<Omit<FieldsAnswer<'host:hostToken'>, 'type' | 'request_id' | 'timestamp'>> {
  const { binding } = connection;
  const rooms = [sessionRoom(binding.sessionId), generationRoom(binding.sessionId, binding.generation)];
  // Joined before the session is read: a change in between is then told twice rather than never.
  await socket.join(rooms);
  const pinned = await pin(deps, connection, keys).catch(async (refusal: unknown) => {
    for (const room of rooms) await socket.leave(room);
    throw refusal;
  });
  const { session } = pinned;
  connection.step = { state: 'hosted', session, isStale: false };
  connection.locationTold = locationOf(await deps.merchants.profile(binding.merchantId), connection);
  const [{ token }, payloadKey] = await Promise.all([
    deps.tokens.issueHost(hostClaims(session, binding.keyId, keys), session.expiresAt),
    deps.keyRing.payloadKeyDocument(),
  ]);
  return {
    host_token: token,
    session_key: session.sessionKey,
    payload_key: payloadKey,
    session: presentSessionView(pinned, binding.merchantName),
    location: connection.locationTold,
    server_time: deps.clock.now().toISOString(),
  };
}

type Pinned = Extract<PinVerdict, { type: 'pinned' }>;

async function pin(deps: Deps, { binding }: FieldsConnection, keys: HostKeys): Promise<Pinned> {
  const now = deps.clock.now();
  const verdict = await deps.sessions.pinHost(binding.sessionId, binding.generation, keys, now);
  switch (verdict.type) {
    case 'pinned':
      if (verdict.session.expiresAt <= now) throw sessionClosed();
      return verdict;
    case 'session_closed':
      throw sessionClosed();
    case 'session_already_hosted':
      throw new FieldfareError('conflict', {
        detail: 'session_already_hosted',
        message: 'Another page has this session open. Ask for a new token with POST /v1/sessions/{id}/token.',
      });
  }
}
