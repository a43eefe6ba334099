import type { NotificationSeverity } from '@fieldfare/protocol';
import type { Page, PageRequest } from './payment-repository.ts';

/** Whom a notification is for: everybody of a merchant, one person, or those who run the installation. */
export type NotificationAudience =
  | { type: 'merchant'; merchantId: string }
  | { type: 'user'; userId: string }
  | { type: 'operators' };

export interface NewNotification {
  audience: NotificationAudience;
  /** What it is about, for programs, such as `webhook_endpoint.disabled`. */
  kind: string;
  severity: NotificationSeverity;
  title: string;
  /** Whole sentences that say what to do. Never a secret, a key or card data. */
  body: string;
  /** The id of what it concerns. */
  subject?: string;
  /** Raised again under the same key, it is one notification: name what, and the hour or day. */
  dedupeKey?: string;
}

export interface NotificationRecord {
  id: string;
  kind: string;
  severity: NotificationSeverity;
  title: string;
  body: string;
  subject: string | null;
  createdAt: Date;
}

export interface ReadNotification extends NotificationRecord {
  readAt: Date | null;
}

/** Who reads: a person, as one of a merchant's. */
export interface NotificationReader {
  userId: string;
  /** Null where the person looks at no merchant. */
  merchantId: string | null;
  /** Hears what is for the operators. */
  isOperator: boolean;
}

export interface NotificationStore {
  /** Keeps it and puts it into the room of those whom it is for, in one commit. Answers the room, or null where its key was raised before. */
  add(notification: NewNotification & { id: string; at: Date }): Promise<string | null>;
  /** Newest first. */
  list(reader: NotificationReader, page: PageRequest & { isUnreadOnly: boolean }): Promise<Page<ReadNotification>>;
  countUnread(reader: NotificationReader): Promise<number>;
  /** Marks those of the reader as read, or all of them (null). What is not the reader's is left alone. Answers how many were unread. */
  markRead(reader: NotificationReader, ids: readonly string[] | null, at: Date): Promise<number>;
}
