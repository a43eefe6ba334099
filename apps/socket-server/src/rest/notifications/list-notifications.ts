import { presentNotification } from '@fieldfare/payments';
import { ListNotificationsQuery, NotificationList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { notificationReader } from './notification-reader.ts';

/** `GET /v1/notifications`: what the person should know, newest first, and how much of it is unread. */
export function routeListNotifications(app: RestApp, deps: Deps): void {
  app.get(
    '/notifications',
    {
      schema: { querystring: ListNotificationsQuery },
      config: { words: { summary: 'List notifications, newest first', answer: NotificationList, access: 'person' } },
    },
    async (request): Promise<NotificationList> => {
      const reader = notificationReader(request);
      const page = { ...pageOf(request.query), isUnreadOnly: request.query.unread === 'true' };
      const [{ items, hasMore }, unreadCount] = await Promise.all([
        deps.notifications.list(reader, page),
        deps.notifications.countUnread(reader),
      ]);
      return { object: 'list', data: items.map(presentNotification), has_more: hasMore, unread_count: unreadCount };
    },
  );
}
