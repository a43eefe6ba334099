'use client';
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

export interface CopyButtonProps {
  /** What goes to the clipboard. */
  text: string;
  /** What is copied, in words: "record number". */
  subject: string;
  /** Shows the word beside the icon. */
  hasLabel?: boolean;
}

export function CopyButton({ text, subject, hasLabel = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle');

  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const words = { idle: 'Copy', copied: 'Copied', refused: 'Not allowed' }[outcome];
  return (
    <button
      type="button"
      className="inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded px-1.5 text-sm text-muted hover:bg-sunken hover:text-ink"
      aria-label={hasLabel ? undefined : `Copy ${subject}`}
      title={`Copy ${subject}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setOutcome('copied'),
          () => setOutcome('refused'),
        );
      }}
    >
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} width="14" height="14" />
      {hasLabel ? words : null}
      <output className="sr-only">{outcome === 'copied' ? `${subject} copied` : ''}</output>
    </button>
  );
}
