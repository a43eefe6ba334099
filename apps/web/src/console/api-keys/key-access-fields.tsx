'use client';
import { ApiKeyScope } from '@fieldfare/protocol';
import { ChoicesField, SelectField, TextField } from '@fieldfare/ui';
import { PRESET_OPTIONS, type KeyAccess, type PresetName } from './key-access.ts';

const SCOPES = ApiKeyScope.options.map((scope) => ({ value: scope, label: scope }));

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
      {access.preset === 'custom' ? (
        <ChoicesField
          label="Permissions"
          options={SCOPES}
          values={access.scopes}
          onChange={(scopes) => onChange({ ...access, scopes: ApiKeyScope.array().parse(scopes) })}
        />
      ) : null}
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
