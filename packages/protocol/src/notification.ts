import * as z from 'zod';
import { idOf } from './ids.ts';
import { listOf } from './rest.ts';
import { pageLimit } from './in-query.ts';

export const NotificationSeverity = z.enum(['info', 'warning', 'critical']);
export type NotificationSeverity = z.infer<typeof NotificationSeverity>;

/** What people should know and no payment says. `kind` is for programs, `title` and `body` for people. */
export const Notification = z.strictObject({
  id: idOf('notification'),
  object: z.literal('notification'),
  kind: z.string(),
  severity: NotificationSeverity,
  title: z.string(),
  body: z.string(),
  /** The id of what it concerns. */
  subject: z.string().nullable(),
  created_at: z.iso.datetime(),
  read_at: z.iso.datetime().nullable(),
});
export type Notification = z.infer<typeof Notification>;

export const ListNotificationsQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('notification').optional(),
  ending_before: idOf('notification').optional(),
  unread: z.enum(['true', 'false']).optional(),
});
export const NotificationList = z.strictObject({ ...listOf(Notification).shape, unread_count: z.int().min(0) });
export type NotificationList = z.infer<typeof NotificationList>;

/** Body of `POST /v1/notifications/read`: those of these ids, or all without them. */
export const ReadNotifications = z.strictObject({ ids: z.array(idOf('notification')).min(1).max(100).optional() });
export const NotificationsRead = z.strictObject({
  object: z.literal('notifications_read'),
  unread_count: z.int().min(0),
});
export type NotificationsRead = z.infer<typeof NotificationsRead>;
