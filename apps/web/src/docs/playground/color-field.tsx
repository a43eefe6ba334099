import { useId } from 'react';

export interface ColorFieldProps {
  label: string;
  /** Empty where the theme decides. */
  value: string;
  /** Where choosing begins. */
  first: string;
  onChange: (value: string) => void;
}

/** The browser's own choice of a colour, beside a switch that leaves it to the theme. */
export function ColorField({ label, value, first, onChange }: ColorFieldProps) {
  const id = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-sm font-medium">{label}</legend>
      <div className="flex items-center gap-2">
        <input
          type="color"
          aria-label={`${label}: colour`}
          className="size-9 cursor-pointer rounded-md border border-line-strong bg-surface p-1"
          value={value === '' ? first : value}
          onChange={({ target }) => onChange(target.value)}
        />
        <label htmlFor={id} className="flex min-h-6 items-center gap-1.5 text-sm text-muted">
          <input
            id={id}
            type="checkbox"
            className="size-4"
            checked={value !== ''}
            onChange={({ target }) => onChange(target.checked ? first : '')}
          />
          Own
        </label>
      </div>
    </fieldset>
  );
}
