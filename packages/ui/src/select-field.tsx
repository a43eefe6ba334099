'use client';
import { useId, type SelectHTMLAttributes } from 'react';
import { CONTROL_CLASSES } from './text-field.tsx';

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  hint?: string;
  options: readonly SelectOption[];
}

export function SelectField({ label, hint, options, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className={CONTROL_CLASSES}
        aria-describedby={hint === undefined ? undefined : `${id}-help`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint === undefined ? null : (
        <p id={`${id}-help`} className="text-sm text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
