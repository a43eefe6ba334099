import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface FieldFrameProps {
  /** Of the control inside, which is described by what `describedBy` answers for it. */
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | null;
  className?: string | undefined;
  children: ReactNode;
}

/** A control's label above it, and below it what is wrong with it or else a hint. */
export function FieldFrame({ id, label, hint, error, className, children }: FieldFrameProps) {
  return (
    <div className={classes('grid gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      <FieldHelp id={id} hint={hint} error={error} />
    </div>
  );
}

export function FieldHelp({ id, hint, error }: Pick<FieldFrameProps, 'id' | 'hint' | 'error'>) {
  if (!hasHelp({ hint, error })) return null;
  return (
    <p id={`${id}-help`} className={classes('text-sm', error ? 'text-danger' : 'text-faint')}>
      {error ?? hint}
    </p>
  );
}

/** What a control in a frame says of itself, so that a screen reader reads its help. */
export function helpAttributes({ id, hint, error }: Pick<FieldFrameProps, 'id' | 'hint' | 'error'>) {
  return {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': hasHelp({ hint, error }) ? `${id}-help` : undefined,
  } as const;
}

function hasHelp({ hint, error }: Pick<FieldFrameProps, 'hint' | 'error'>): boolean {
  return Boolean(hint) || Boolean(error);
}
