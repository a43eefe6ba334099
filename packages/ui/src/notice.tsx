import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { classes } from './classes.ts';

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good-ink',
  warn: 'bg-warn-soft text-warn-ink',
  bad: 'bg-bad-soft text-bad-ink',
  calm: 'bg-calm-soft text-calm-ink',
  plain: 'bg-plain-soft text-plain-ink',
};

export interface NoticeProps {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** How a screen reader hears of it: `alert` interrupts, for what just went wrong; `status` waits its turn; unset is read in passing. */
  announce?: 'alert' | 'status';
  className?: string;
}

export function Notice({ tone = 'plain', title, children, announce, className }: NoticeProps) {
  return (
    <div role={announce ?? 'note'} className={classes('rounded-md px-3.5 py-2.5 text-base', TONES[tone], className)}>
      {title === undefined ? null : <p className="font-semibold">{title}</p>}
      {children}
    </div>
  );
}
