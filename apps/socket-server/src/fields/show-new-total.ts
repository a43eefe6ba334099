import { AmountChanged, presentSessionView } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';
import type { FieldsSocket } from './fields-socket.ts';

/**
 * Where the opened card costs another total than was shown, its fields are told before they are refused, so that the shopper sees the total
 * and the next challenge is taken for it.
 */
export async function showNewTotal(deps: Deps, socket: FieldsSocket, sessionId: string, error: unknown): Promise<void> {
  if (!(error instanceof AmountChanged)) return;
  const found = await deps.sessions.load(sessionId);
  if (!found) return;
  const profile = await deps.merchants.profile(found.session.merchantId);
  const session = { ...found.session, ...error.quote };
  socket.emit('session:updated', presentSessionView({ ...found, session }, profile?.name ?? ''));
}
