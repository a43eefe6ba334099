'use client';
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classes } from './classes.ts';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** Stands inside the box at its left, such as a currency. */
  prefix?: string;
  ref?: Ref<HTMLInputElement>;
}

export const CONTROL_CLASSES =
  'h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-faint aria-invalid:border-danger disabled:opacity-55';

export function TextField({ label, hint, error, prefix, className, ref, ...rest }: TextFieldProps) {
  const id = useId();
  const isInvalid = error !== undefined && error !== null;
  return (
    <div className={classes('grid gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        {prefix === undefined ? null : (
          <span
            className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-sm text-faint"
            aria-hidden="true"
          >
            {prefix}
          </span>
        )}
        <input
          {...rest}
          ref={ref}
          id={id}
          className={classes(CONTROL_CLASSES, prefix !== undefined && 'pl-13')}
          aria-invalid={isInvalid || undefined}
          aria-describedby={hint !== undefined || isInvalid ? `${id}-help` : undefined}
        />
      </div>
      {hint !== undefined || isInvalid ? (
        <p id={`${id}-help`} className={classes('text-sm', isInvalid ? 'text-danger' : 'text-faint')}>
          {isInvalid ? error : hint}
        </p>
      ) : null}
    </div>
  );
}
