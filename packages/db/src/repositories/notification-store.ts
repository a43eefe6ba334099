import type {
  NewNotification,
  NotificationAudience,
  NotificationReader,
  NotificationStore,
  PageRequest,
  ReadNotification,
} from '@fieldfare/payments';
import type { NotificationSeverity } from '@fieldfare/protocol';
import type pg from 'pg';
import { pageOf } from './keyset.ts';

export type PlacedNotification = NewNotification & { id: string; at: Date };

interface NotificationRow {
  id: string;
  kind: string;
  severity: NotificationSeverity;
  title: string;
  body: string;
  subject: string | null;
  created_at: Date;
  read_at: Date | null;
}

/** What a person may read: his own, his merchant's, and the operators' where he is one. $1 is the user, $2 the merchant, $3 an operator. */
const OF_WHOM = ['n.user_id = $1', 'n.merchant_id = $2', '$3 AND n.user_id IS NULL AND n.merchant_id IS NULL'];
const THEIRS = `(${OF_WHOM.map((condition) => `(${condition})`).join(' OR ')})`;

/** The statement of a page: each kind is a stretch of its own index, and they are merged. */
export function listNotificationsQuery(
  reader: NotificationReader,
  page: PageRequest & { isUnreadOnly: boolean },
): { text: string; values: unknown[] } {
  const [follows, order] = page.endingBefore === undefined ? ['~<~', '~>~'] : ['~>~', '~<~'];
  const branch = (condition: string) => `(SELECT n.*, r.read_at
    FROM notifications n LEFT JOIN notification_reads r ON r.notification_id = n.id AND r.user_id = $1
    WHERE ${condition} AND ($5::text IS NULL OR n.id ${follows} $5) ${page.isUnreadOnly ? 'AND r.read_at IS NULL' : ''} ORDER BY n.id USING ${order} LIMIT $4)`;
  return {
    text: `SELECT n.id, n.kind, n.severity, n.title, n.body, n.subject, n.created_at, n.read_at FROM (${OF_WHOM.map(branch).join(' UNION ALL ')}) n
      ORDER BY n.id USING ${order} LIMIT $4`,
    values: [...valuesOf(reader), page.limit + 1, page.endingBefore ?? page.startingAfter ?? null],
  };
}

/** Notifications, and who has read them. */
export function createNotificationStore(pool: pg.Pool): NotificationStore {
  return {
    add: (notification) => addNotification(pool, notification),
    list: async (reader, page) => {
      const { text, values } = listNotificationsQuery(reader, page);
      return pageOf((await pool.query<NotificationRow>(text, values)).rows.map(toNotification), page);
    },
    countUnread: async (reader) => {
      const { rows } = await pool.query<{ unread: number }>(
        `SELECT count(*)::int AS unread FROM notifications n
        WHERE ${THEIRS} AND NOT EXISTS (SELECT 1 FROM notification_reads r WHERE r.notification_id = n.id AND r.user_id = $1)`,
        valuesOf(reader),
      );
      return rows[0]?.unread ?? 0;
    },
    markRead: async (reader, ids, at) => {
      const { rowCount } = await pool.query(
        `INSERT INTO notification_reads (notification_id, user_id, read_at)
        SELECT n.id, $1, $4 FROM notifications n WHERE ${THEIRS} AND ($5::text[] IS NULL OR n.id = ANY ($5)) ON CONFLICT DO NOTHING`,
        [...valuesOf(reader), at, ids],
      );
      return rowCount ?? 0;
    },
  };
}

/** Keeps a notification in the caller's transaction. Answers the room that hears of it, or null where its key was raised before. */
export async function addNotification(
  client: pg.ClientBase | pg.Pool,
  notification: PlacedNotification,
): Promise<string | null> {
  const { rowCount } = await client.query({ name: 'add_notification', text: ADD, values: rowOf(notification) });
  return rowCount === 1 ? roomOf(notification.audience) : null;
}

/** The row and its push commit together; a key that was raised before makes neither. */
const ADD = `WITH made AS (
    INSERT INTO notifications (id, merchant_id, user_id, kind, severity, title, body, subject, dedupe_key, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (dedupe_key) DO NOTHING RETURNING *
  )
  SELECT push_to_room($11, 'notification:new', jsonb_build_object('id', m.id, 'object', 'notification', 'kind', m.kind, 'severity', m.severity, 'title', m.title,
    'body', m.body, 'subject', m.subject, 'created_at', $12::text, 'read_at', NULL), NULL, $10) FROM made m`;

function rowOf({ audience, ...notification }: PlacedNotification): unknown[] {
  const { id, kind, severity, title, body, subject = null, dedupeKey = null, at } = notification;
  const merchantId = audience.type === 'merchant' ? audience.merchantId : null;
  const userId = audience.type === 'user' ? audience.userId : null;
  const room = roomOf(audience);
  return [id, merchantId, userId, kind, severity, title, body, subject, dedupeKey, at, room, at.toISOString()];
}

function roomOf(audience: NotificationAudience): string {
  switch (audience.type) {
    case 'merchant':
      return `merchant:${audience.merchantId}:dashboard`;
    case 'user':
      return `user:${audience.userId}`;
    case 'operators':
      return 'role:ADMIN';
  }
}

function valuesOf({ userId, merchantId, isOperator }: NotificationReader): unknown[] {
  return [userId, merchantId, isOperator];
}

function toNotification({ created_at: createdAt, read_at: readAt, ...row }: NotificationRow): ReadNotification {
  return { ...row, createdAt, readAt };
}
