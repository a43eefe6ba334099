'use client';
import { useId, type TextareaHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { FieldFrame, helpAttributes } from './field-frame.tsx';
import { CONTROL_CLASSES } from './text-field.tsx';

export interface TextAreaFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: string | undefined;
  error?: string | null;
}

export function TextAreaField({ label, hint, error = null, className, ...rest }: TextAreaFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className}>
      <textarea
        {...rest}
        id={id}
        className={classes(CONTROL_CLASSES, 'py-1.5')}
        {...helpAttributes({ id, hint, error })}
      />
    </FieldFrame>
  );
}
