'use client';
import { useId, type SelectHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { FieldFrame, helpAttributes } from './field-frame.tsx';
import { CONTROL_CLASSES } from './text-field.tsx';

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  hint?: string | undefined;
  options: readonly SelectOption[];
}

export function SelectField({ label, hint, options, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} className={className}>
      <select {...rest} id={id} className={classes(CONTROL_CLASSES, 'h-9')} {...helpAttributes({ id, hint })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
