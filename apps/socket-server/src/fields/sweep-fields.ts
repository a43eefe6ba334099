import type { Deps } from '../deps.ts';
import { closeFields } from './close-fields.ts';
import type { CloseReason } from './close-fields.ts';
import type { FieldsConnection, FieldsNamespace } from './fields-socket.ts';
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
    if (!reason) continue;
    deps.log.info({ namespace: 'fields', reason, merchant_id: merchantId, key_id: keyId }, 'connection closed');
    closeFields(socket, reason);
  }
}

/** A session that ran out closes its host, but never under a payment that is being answered. */
function isOver({ step, underWay }: FieldsConnection, now: Date): boolean {
  if (underWay > 0) return false;
  return step.state === 'hosted' ? step.session.expiresAt <= now : isTokenOver(step, now);
}

function isTokenOver(step: FieldsConnection['step'], now: Date): boolean {
  return step.state === 'proving' && step.claims.exp * 1_000 <= now.getTime();
}
