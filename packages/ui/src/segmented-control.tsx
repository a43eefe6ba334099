'use client';
import { useId } from 'react';

export interface SegmentedControlProps<V extends string> {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
}

/** A few choices side by side: radio buttons, so arrow keys and screen readers work as people know them. */
export function SegmentedControl<V extends string>({ label, options, value, onChange }: SegmentedControlProps<V>) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-sm font-medium text-muted">{label}</legend>
      <div className="inline-flex rounded-md border border-line bg-canvas p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-7 flex-1 cursor-pointer items-center justify-center rounded px-2.5 text-sm text-muted has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
