import { presentSessionView } from '@fieldfare/payments';
import type { SessionWithPayment } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';
import { sessionRoom } from './fields-socket.ts';
import type { FieldsNamespace } from './fields-socket.ts';

/** Shows a session as it now is to its fields, on whichever server they are; those of this server read it again before they act on it. */
export async function tellSession(
  { merchants }: Pick<Deps, 'merchants'>,
  namespace: FieldsNamespace,
  found: SessionWithPayment,
): Promise<void> {
  const room = sessionRoom(found.session.id);
  markStale(namespace, room);
  const profile = await merchants.profile(found.session.merchantId);
  namespace.to(room).emit('session:updated', presentSessionView(found, profile?.name ?? ''));
}

/** What this process's hosts in the room know of their session may be no longer so. */
export function markStale(namespace: FieldsNamespace, room: string): void {
  for (const id of namespace.adapter.rooms.get(room) ?? []) {
    const step = namespace.sockets.get(id)?.data.connection.step;
    if (step?.state === 'hosted') step.isStale = true;
  }
}
