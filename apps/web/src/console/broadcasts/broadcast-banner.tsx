'use client';
import type { SystemBroadcast } from '@fieldfare/protocol';
import { Icon, Notice } from '@fieldfare/ui';
import { useDismissed } from './use-dismissed.ts';
import { useBroadcasts } from './use-broadcasts.ts';

const TONES = { info: 'calm', warning: 'warn', critical: 'bad' } as const;

/** What whoever runs the installation tells everybody, above every page until it ends or is closed. The critical interrupts a screen reader; the rest waits its turn. */
export function BroadcastBanner() {
  const { dismissed, dismiss } = useDismissed();
  const said = useBroadcasts().filter(({ id }) => !dismissed.includes(id));
  const show = (one: SystemBroadcast) => <Said key={one.id} broadcast={one} onDismiss={() => dismiss(one.id)} />;
  return (
    <div className="mx-auto w-full max-w-6xl px-3 sm:px-5">
      {/* The region stands before anything is said in it, or a screen reader would not hear. */}
      <div role="alert">{said.filter(({ severity }) => severity === 'critical').map(show)}</div>
      <div aria-live="polite">{said.filter(({ severity }) => severity !== 'critical').map(show)}</div>
    </div>
  );
}

function Said({ broadcast, onDismiss }: { broadcast: SystemBroadcast; onDismiss: () => void }) {
  return (
    <Notice tone={TONES[broadcast.severity]} className="mt-3 flex items-start justify-between gap-3">
      <p className="min-w-0 break-words">{broadcast.message}</p>
      <button
        type="button"
        aria-label="Close this message"
        className="grid size-6 shrink-0 place-items-center rounded"
        onClick={onDismiss}
      >
        <Icon name="close" width="12" height="12" />
      </button>
    </Notice>
  );
}
