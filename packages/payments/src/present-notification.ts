import type { Notification } from '@fieldfare/protocol';
import type { ReadNotification } from './ports/notification-store.ts';

/** A notification as the person who reads it sees it. */
export function presentNotification(notification: ReadNotification): Notification {
  return {
    id: notification.id,
    object: 'notification',
    kind: notification.kind,
    severity: notification.severity,
    title: notification.title,
    body: notification.body,
    subject: notification.subject,
    created_at: notification.createdAt.toISOString(),
    read_at: notification.readAt?.toISOString() ?? null,
  };
}
