import { notify } from '@fieldfare/payments';
import type { NotifyDeps } from '@fieldfare/payments';
import type { SecurityNotice } from './security-notice.ts';

/** Raises a security notice as a notification: the same for the same merchant is one an hour. */
export async function notifyPeople(
  deps: NotifyDeps,
  { merchantId, type, title, body, at }: SecurityNotice,
): Promise<void> {
  await notify(deps, {
    audience: merchantId === null ? { type: 'operators' } : { type: 'merchant', merchantId },
    kind: type,
    severity: 'critical',
    title,
    body,
    dedupeKey: `${type}:${merchantId ?? ''}:${at.toISOString().slice(0, 13)}`,
  });
}
