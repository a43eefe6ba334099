import { newId } from '@fieldfare/protocol';
import type { Clock } from './ports/clock.ts';
import type { NewNotification, NotificationStore } from './ports/notification-store.ts';

export interface NotifyDeps {
  notifications: NotificationStore;
  clock: Clock;
}

/**
 * Tells people what no payment says: keeps it until they have read it, and pushes it to whoever is at the console now.
 *
 * @returns false where the same was raised before, under the same `dedupeKey`
 */
export async function notify(deps: NotifyDeps, notification: NewNotification): Promise<boolean> {
  const at = deps.clock.now();
  return (await deps.notifications.add({ ...notification, id: newId('notification', at), at })) !== null;
}
