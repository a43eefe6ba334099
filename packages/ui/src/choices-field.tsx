'use client';
import { useId } from 'react';
import { FieldHelp, helpAttributes } from './field-frame.tsx';
import type { SelectOption } from './select-field.tsx';

export interface ChoicesFieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | null;
  options: readonly SelectOption[];
  /** Which are ticked. What no option offers stays chosen. */
  values: readonly string[];
  disabled?: boolean;
  onChange: (values: string[]) => void;
}

/** Several of a few, each by a box to tick; what is chosen is handed on in the options' order. */
export function ChoicesField({
  label,
  hint,
  error = null,
  options,
  values,
  disabled = false,
  onChange,
}: ChoicesFieldProps) {
  const id = useId();
  function toggle(value: string, isChosen: boolean) {
    const offered = options.map((option) => option.value);
    onChange([
      ...offered.filter((one) => (one === value ? isChosen : values.includes(one))),
      ...values.filter((one) => !offered.includes(one)),
    ]);
  }
  return (
    <fieldset
      className="grid gap-1.5"
      disabled={disabled}
      aria-describedby={helpAttributes({ id, hint, error })['aria-describedby']}
    >
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={values.includes(option.value)}
              onChange={(event) => toggle(option.value, event.target.checked)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <FieldHelp id={id} hint={hint} error={error} />
    </fieldset>
  );
}
