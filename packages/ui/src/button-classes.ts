import { classes } from './classes.ts';

export type ButtonTone = 'primary' | 'secondary' | 'danger' | 'quiet';

const BASE =
  'inline-flex h-9 items-center justify-center gap-2 rounded-md px-3.5 text-base font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55';

const TONES: Record<ButtonTone, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
};

/** The look of a button, for links that act like one too. */
export function buttonClasses(tone: ButtonTone = 'secondary', extra?: string): string {
  return classes(BASE, TONES[tone], extra);
}
