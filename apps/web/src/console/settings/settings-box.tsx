'use client';
import { ChoicesField, SelectField, TextAreaField, TextField } from '@fieldfare/ui';
import { FeeRulesField } from './fee-rules-field.tsx';
import type { SettingsField } from './settings-fields.ts';

export interface SettingsBoxProps {
  field: SettingsField;
  value: string;
  problem: string | null;
  isDisabled: boolean;
  onChange: (value: string) => void;
}

/** The control by which one setting is chosen or typed; its value is a text, whatever it becomes. */
export function SettingsBox({ field, value, problem, isDisabled, onChange }: SettingsBoxProps) {
  const { label, hint, kind, choices = [] } = field;
  switch (kind) {
    case 'choice':
    case 'number_choice':
      return (
        <SelectField
          label={label}
          hint={hint}
          options={choices}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'several':
      return (
        <ChoicesField
          label={label}
          hint={hint}
          error={problem}
          options={choices}
          values={value.split(' ').filter((word) => word !== '')}
          disabled={isDisabled}
          onChange={(values) => onChange(values.join(' '))}
        />
      );
    case 'lines':
      return (
        <TextAreaField
          label={label}
          hint={hint}
          error={problem}
          rows={Math.max(2, value.split('\n').length)}
          spellCheck={false}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'fee_rules':
      return (
        <FeeRulesField
          label={label}
          hint={hint}
          value={value}
          problem={problem}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      );
    case 'text':
    case 'list':
    case 'integer':
    case 'optional_integer':
      return (
        <TextField
          label={label}
          hint={hint}
          inputMode={kind === 'integer' || kind === 'optional_integer' ? 'numeric' : 'text'}
          autoComplete="off"
          value={value}
          error={problem}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
