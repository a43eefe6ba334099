import type { ApiKeyStatus } from '@fieldfare/access';
import { TOKEN_EXPIRING_MS } from '@fieldfare/protocol';
import type { MerchantProfile } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';
import { locationOf } from '../location/location-of.ts';
import { inSlices } from '../runtime/in-slices.ts';
import { closeFields } from './close-fields.ts';
import type { CloseReason } from './close-fields.ts';
import type { FieldsConnection, FieldsNamespace, FieldsSocket } from './fields-socket.ts';
import { withdrawalOf } from './withdrawal-of.ts';

/**
 * Closes the field connections whose key, merchant, origin or time is gone. One query for all keys, one for all merchants; the connections
 * are looked at slice by slice, so that a message waits for no more than one.
 */
export async function sweepFields(deps: Deps, namespace: Pick<FieldsNamespace, 'sockets'>): Promise<void> {
  // Who comes later is not among those whose keys are asked for: it has its turn at the next sweep.
  const sockets = [...namespace.sockets.values()];
  if (sockets.length === 0) return;
  const keyIds = new Set<string>();
  const merchantIds = new Set<string>();
  await inSlices(sockets, ({ data: { connection } }) => {
    keyIds.add(connection.binding.keyId);
    merchantIds.add(connection.binding.merchantId);
  });
  const [keys, merchants] = await Promise.all([
    deps.apiKeys.statuses([...keyIds]),
    deps.merchants.profiles([...merchantIds]),
  ]);
  await inSlices(sockets, (socket) => {
    const { keyId, merchantId } = socket.data.connection.binding;
    sweepOne(deps, socket, keys.get(keyId), merchants.get(merchantId));
  });
}

function sweepOne(
  deps: Deps,
  socket: FieldsSocket,
  key: ApiKeyStatus | undefined,
  merchant: MerchantProfile | undefined,
): void {
  const { connection } = socket.data;
  if (connection.step.state === 'closed') return;
  const now = deps.clock.now();
  const { keyId, merchantId, origin } = connection.binding;
  const withdrawal = withdrawalOf(key, merchant, origin, now);
  const reason: CloseReason | null = withdrawal ?? (isOver(connection, now) ? 'expired' : null);
  if (!reason) {
    tellExpiry(socket, now);
    tellLocation(socket, merchant);
    return;
  }
  deps.log.info({ namespace: 'fields', reason, merchant_id: merchantId, key_id: keyId }, 'connection closed');
  closeFields(socket, reason);
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
