import type { Notification } from '@fieldfare/protocol';
import { Badge, DateTime } from '@fieldfare/ui';

const TONES = { info: 'calm', warning: 'warn', critical: 'bad' } as const;

export function NotificationItem({ notification }: { notification: Notification }) {
  const { title, body, severity, created_at: createdAt, read_at: readAt } = notification;
  return (
    <li className="grid gap-1 border-t border-line pt-3">
      <p className="flex items-center gap-2 text-sm">
        <Badge tone={TONES[severity]}>{severity}</Badge>
        <span className={readAt === null ? 'font-semibold' : ''}>{title}</span>
      </p>
      <p className="text-sm text-muted">{body}</p>
      <p className="text-xs text-muted">
        <DateTime value={createdAt} />
      </p>
    </li>
  );
}
