import { NotificationsRead, ReadNotifications } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { notificationReader } from './notification-reader.ts';

/** `POST /v1/notifications/read`: marks some as read, or all. Safe to repeat; what is not the reader's is left alone. */
export function routeReadNotifications(app: RestApp, deps: Deps): void {
  app.post(
    '/notifications/read',
    {
      schema: { body: ReadNotifications },
      config: { words: { summary: 'Mark notifications as read', answer: NotificationsRead, access: 'person' } },
    },
    async (request): Promise<NotificationsRead> => {
      const reader = notificationReader(request);
      await deps.notifications.markRead(reader, request.body.ids ?? null, deps.clock.now());
      return { object: 'notifications_read', unread_count: await deps.notifications.countUnread(reader) };
    },
  );
}
