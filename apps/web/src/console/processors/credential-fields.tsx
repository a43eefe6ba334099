'use client';
import type { ProcessorAccount } from '@fieldfare/protocol';
import { TextField } from '@fieldfare/ui';
import type { AccountForm, AccountProblems } from './account-form.ts';
import { PROCESSOR_KINDS } from './processor-kinds.ts';

export interface CredentialFieldsProps {
  account: ProcessorAccount | null;
  form: AccountForm;
  problems: AccountProblems;
  onChange: (part: Partial<AccountForm>) => void;
}

/** The credentials that the chosen processor asks for. */
export function CredentialFields({ account, form, problems, onChange }: CredentialFieldsProps) {
  const { fields, shown } = PROCESSOR_KINDS[form.processor];
  return (
    <>
      {account ? (
        <p className="text-sm text-muted">
          Credentials that you leave empty stay as they are. The present {shown} ends in {account.credentials_hint}.
        </p>
      ) : null}
      {fields.map(({ name, label, isSecret, hint }) => (
        <TextField
          key={name}
          label={label}
          type={isSecret ? 'password' : 'text'}
          autoComplete="off"
          value={form.credentials[name] ?? ''}
          error={problems[name] ?? null}
          hint={hint}
          onChange={(event) => onChange({ credentials: { ...form.credentials, [name]: event.target.value } })}
        />
      ))}
    </>
  );
}
