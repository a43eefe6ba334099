'use client';
import { Button, Icon } from '@fieldfare/ui';
import { NotificationItem } from './notification-item.tsx';
import { useNotifications } from './use-notifications.ts';
import { useReadAll } from './use-read-all.ts';

const MOST_SHOWN = 99;

/** How many notifications are unread, and the newest in a native popover: Escape and a click outside close it. */
export function NotificationBell() {
  const { data, isError } = useNotifications();
  const readAll = useReadAll();
  const unread = data?.unread_count ?? 0;
  const notifications = data?.data ?? [];
  return (
    <>
      <button
        type="button"
        popoverTarget="notifications"
        aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
        className="relative flex h-9 items-center rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon name="bell" />
        {unread > 0 ? (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-xs text-accent-ink tabular-nums"
          >
            {Math.min(unread, MOST_SHOWN)}
          </span>
        ) : null}
      </button>
      <div
        id="notifications"
        popover="auto"
        className="fixed inset-auto top-12 right-[max(0.75rem,calc((100vw-72rem)/2+1.25rem))] m-0 w-96 max-w-[calc(100vw-1.5rem)] rounded-lg border border-line bg-raised p-4 text-ink shadow-raised open:grid open:gap-3"
      >
        <div className="flex items-center justify-between gap-3">
          <h2 className="font-semibold">Notifications</h2>
          {unread > 0 ? (
            <Button isBusy={readAll.isPending} onClick={() => readAll.mutate()}>
              Mark all as read
            </Button>
          ) : null}
        </div>
        {notifications.length === 0 ? (
          <p className="text-sm text-muted">{isError ? 'Notifications could not be read.' : 'Nothing to report.'}</p>
        ) : (
          <ul className="grid max-h-96 gap-3 overflow-y-auto">
            {notifications.map((notification) => (
              <NotificationItem key={notification.id} notification={notification} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
