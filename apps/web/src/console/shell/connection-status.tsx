'use client';
import { classes } from '@fieldfare/ui';
import { useFieldfareSocket } from '@fieldfare/sdk/react-console';
import type { SocketState } from '@fieldfare/sdk/react-console';

const WORDS: Record<SocketState, { label: string; meaning: string; dot: string }> = {
  connecting: { label: 'Connecting', meaning: 'Opening the live connection', dot: 'bg-warn-ink animate-breathe' },
  connected: { label: 'Connected', meaning: 'Changes appear by themselves', dot: 'bg-good-ink' },
  reconnecting: {
    label: 'Reconnecting',
    meaning: 'The live connection is down; the page asks every 15 seconds meanwhile',
    dot: 'bg-warn-ink animate-breathe',
  },
  disconnected: { label: 'Disconnected', meaning: 'The session is over', dot: 'bg-bad-ink' },
};

/** A dot and a word. While the connection is down it is also the way to try at once. */
export function ConnectionStatus() {
  const { state, lastError, reconnect } = useFieldfareSocket();
  const { label, meaning, dot } = WORDS[state];
  return (
    <div className="flex items-center gap-2 text-sm text-muted" data-connection={state}>
      <output
        className="flex items-center gap-2"
        title={lastError === null ? meaning : `${meaning}. The last error: ${lastError.detail.replaceAll('_', ' ')}`}
      >
        <span className={classes('size-2 rounded-full', dot)} aria-hidden="true" />
        <span className={state === 'connected' ? 'max-2xl:sr-only' : 'max-sm:sr-only'}>{label}</span>
      </output>
      {state === 'reconnecting' ? (
        <button
          type="button"
          className="h-7 rounded px-1.5 text-accent underline underline-offset-2 hover:bg-sunken"
          onClick={reconnect}
        >
          Retry
        </button>
      ) : null}
    </div>
  );
}
