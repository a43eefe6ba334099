'use client';
import { Button, SelectField, TextField } from '@fieldfare/ui';
import { BRAND_OPTIONS, METHOD_OPTIONS } from './method-options.ts';
import { NEW_FEE_RULE, rulesOfText, textOfRules } from './fee-rule-rows.ts';
import type { FeeRuleRow } from './fee-rule-rows.ts';

export interface FeeRulesFieldProps {
  label: string;
  hint?: string | undefined;
  value: string;
  problem: string | null;
  isDisabled: boolean;
  onChange: (value: string) => void;
}

const ANY_BRAND = { value: '*', label: 'Every brand' };

/** Fees that differ from the profile's own, a row for each method or brand. */
export function FeeRulesField({ label, hint, value, problem, isDisabled, onChange }: FeeRulesFieldProps) {
  const rows = rulesOfText(value);
  const change = (index: number, changed: Partial<FeeRuleRow>) =>
    onChange(textOfRules(rows.map((row, at) => (at === index ? { ...row, ...changed } : row))));
  const remove = (index: number) => onChange(textOfRules(rows.filter((_, at) => at !== index)));
  return (
    <fieldset className="grid gap-3 sm:col-span-2" disabled={isDisabled}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      {rows.map((row, index) => (
        <FeeRuleBoxes
          // A row has no name but its place.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          row={row}
          number={index + 1}
          isRefused={problem !== null}
          change={(changed) => change(index, changed)}
        >
          <Button
            className="sm:mt-6.5"
            disabled={isDisabled}
            aria-label={`Remove rule ${index + 1}`}
            onClick={() => remove(index)}
          >
            Remove
          </Button>
        </FeeRuleBoxes>
      ))}
      {problem === null ? (
        <p className="text-sm text-faint">{rows.length === 0 ? 'None: the fee above holds for all.' : hint}</p>
      ) : (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
      <div>
        <Button disabled={isDisabled} onClick={() => onChange(textOfRules([...rows, NEW_FEE_RULE]))}>
          Add a rule
        </Button>
      </div>
    </fieldset>
  );
}

const isWhole = (text: string) => /^\d+$/.test(text);

interface FeeRuleBoxesProps {
  row: FeeRuleRow;
  number: number;
  isRefused: boolean;
  change: (changed: Partial<FeeRuleRow>) => void;
  children: React.ReactNode;
}

function FeeRuleBoxes({ row, number, isRefused, change, children }: FeeRuleBoxesProps) {
  return (
    <fieldset
      aria-label={`Rule ${number}`}
      className="grid grid-cols-2 items-start gap-3 rounded-md border border-line p-3 sm:grid-cols-[1fr_1fr_1fr_1fr_auto]"
    >
      <SelectField
        label="Method"
        options={METHOD_OPTIONS}
        value={row.method}
        onChange={({ target }) =>
          change(target.value === 'card' ? { method: 'card' } : { method: target.value, brand: '*' })
        }
      />
      <SelectField
        label="Brand"
        options={[ANY_BRAND, ...BRAND_OPTIONS]}
        value={row.brand}
        disabled={row.method !== 'card'}
        onChange={({ target }) => change({ brand: target.value })}
      />
      <TextField
        label="Basis points"
        inputMode="numeric"
        autoComplete="off"
        value={row.bps}
        error={isRefused && !isWhole(row.bps) ? 'Digits only' : null}
        onChange={({ target }) => change({ bps: target.value })}
      />
      <TextField
        label="Fixed"
        inputMode="numeric"
        autoComplete="off"
        value={row.fixed}
        error={isRefused && !isWhole(row.fixed) ? 'Digits only' : null}
        onChange={({ target }) => change({ fixed: target.value })}
      />
      {children}
    </fieldset>
  );
}
