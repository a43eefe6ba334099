import { TOKEN_EXPIRING_MS } from '@fieldfare/protocol';
import type { MerchantProfile } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';
import { locationOf } from '../location/location-of.ts';
import { closeFields } from './close-fields.ts';
import type { CloseReason } from './close-fields.ts';
import type { FieldsConnection, FieldsNamespace, FieldsSocket } from './fields-socket.ts';
import { withdrawalOf } from './withdrawal-of.ts';

/** Closes the field connections whose key, merchant, origin or time is gone. One query for all keys, one for all merchants. */
export async function sweepFields(deps: Deps, namespace: FieldsNamespace): Promise<void> {
  const sockets = [...namespace.sockets.values()];
  if (sockets.length === 0) return;
  const bindings = sockets.map((socket) => socket.data.connection.binding);
  const [keys, merchants] = await Promise.all([
    deps.apiKeys.statuses([...new Set(bindings.map((binding) => binding.keyId))]),
    deps.merchants.profiles([...new Set(bindings.map((binding) => binding.merchantId))]),
  ]);
  const now = deps.clock.now();
  for (const socket of sockets) {
    const { connection } = socket.data;
    const { keyId, merchantId, origin } = connection.binding;
    const withdrawal = withdrawalOf(keys.get(keyId), merchants.get(merchantId), origin, now);
    const reason: CloseReason | null = withdrawal ?? (isOver(connection, now) ? 'expired' : null);
    if (!reason) {
      tellExpiry(socket, now);
      tellLocation(socket, merchants.get(merchantId));
      continue;
    }
    deps.log.info({ namespace: 'fields', reason, merchant_id: merchantId, key_id: keyId }, 'connection closed');
    closeFields(socket, reason);
  }
}

/** Tells a host, once, that its token is about to run out: it may ask for the next one over this very connection. */
function tellExpiry(socket: FieldsSocket, now: Date): void {
  const { connection } = socket.data;
  const endsAt = endOf(connection.step);
  if (connection.isExpiryTold || endsAt === null || endsAt.getTime() - now.getTime() > TOKEN_EXPIRING_MS) return;
  connection.isExpiryTold = true;
  socket.emit('token_expiring', { expires_at: endsAt.toISOString() });
}

/** Tells a host that it may pay now, or no longer, because the merchant's lists have changed. */
function tellLocation(socket: FieldsSocket, profile: MerchantProfile | undefined): void {
  const { connection } = socket.data;
  const status = locationOf(profile, connection);
  if (connection.step.state !== 'hosted' || connection.locationTold === status) return;
  connection.locationTold = status;
  socket.emit('location:updated', { status });
}

/** A session that ran out closes its host, but never under a payment that is being answered. */
function isOver({ step, underWay }: FieldsConnection, now: Date): boolean {
  const endsAt = endOf(step);
  return underWay === 0 && endsAt !== null && endsAt <= now;
}

function endOf(step: FieldsConnection['step']): Date | null {
  switch (step.state) {
    case 'proving':
      return new Date(step.claims.exp * 1_000);
    case 'hosted':
      return step.session.expiresAt;
    case 'closed':
      return null;
  }
}
