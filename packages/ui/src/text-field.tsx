'use client';
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { classes } from './classes.ts';
import { FieldFrame, helpAttributes } from './field-frame.tsx';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** Stands inside the box at its left, such as a currency. */
  prefix?: string;
  ref?: Ref<HTMLInputElement>;
}

export const CONTROL_CLASSES =
  'w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-faint aria-invalid:border-danger disabled:opacity-55';

/** The browser's own button for a file stands in the middle of the box's height. */
const FILE_CLASSES = 'file:mr-3 file:h-full file:cursor-pointer file:border-0 file:bg-transparent file:font-medium';

export function TextField({ label, hint, error, prefix, className, ref, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error ?? null} className={className}>
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
          className={classes(
            CONTROL_CLASSES,
            'h-9',
            prefix !== undefined && 'pl-13',
            rest.type === 'file' && FILE_CLASSES,
          )}
          {...helpAttributes({ id, hint, error: error ?? null })}
        />
      </div>
    </FieldFrame>
  );
}
