'use client';
import { ApiKeyScope } from '@fieldfare/protocol';
import { SelectField, TextField } from '@fieldfare/ui';
import { PRESET_OPTIONS, type KeyAccess, type PresetName } from './key-access.ts';

/** Chooses what a secret key may do, and from where. */
export function KeyAccessFields({ access, onChange }: { access: KeyAccess; onChange: (access: KeyAccess) => void }) {
  return (
    <>
      <SelectField
        label="It may do"
        value={access.preset}
        options={PRESET_OPTIONS}
        onChange={(event) => onChange({ ...access, preset: event.target.value as PresetName })}
      />
      {access.preset === 'custom' ? <ScopeBoxes access={access} onChange={onChange} /> : null}
      <TextField
        label="Only from these addresses"
        placeholder="203.0.113.0/24"
        autoComplete="off"
        spellCheck={false}
        value={access.addresses}
        hint="IP addresses or subnets, separated by commas. Empty: from anywhere."
        onChange={(event) => onChange({ ...access, addresses: event.target.value })}
      />
    </>
  );
}

function ScopeBoxes({ access, onChange }: { access: KeyAccess; onChange: (access: KeyAccess) => void }) {
  const toggle = (scope: string, isChosen: boolean) =>
    onChange({
      ...access,
      scopes: ApiKeyScope.options.filter((one) => (one === scope ? isChosen : access.scopes.includes(one))),
    });
  return (
    <fieldset className="grid gap-1.5 sm:grid-cols-2">
      <legend className="mb-1.5 text-sm font-medium">Permissions</legend>
      {ApiKeyScope.options.map((scope) => (
        <label key={scope} className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={access.scopes.includes(scope)}
            onChange={(event) => toggle(scope, event.target.checked)}
          />
          <code className="font-mono">{scope}</code>
        </label>
      ))}
    </fieldset>
  );
}
