import type { NotificationStore } from '@fieldfare/payments';
import type { PlacedPushes } from './placed-pushes.ts';

/** Notes where a new notification lies, so that it is told at once and not at the next look. */
export function announceNotifications(store: NotificationStore, placed: PlacedPushes): NotificationStore {
  return {
    ...store,
    add: async (notification) => {
      const room = await store.add(notification);
      if (room !== null) placed.note(room);
      return room;
    },
  };
}
