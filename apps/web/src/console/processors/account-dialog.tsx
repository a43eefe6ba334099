'use client';
import { ProcessorAccount, ProcessorKind } from '@fieldfare/protocol';
import { Dialog, SelectField, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { useConsole } from '../shell/console-context.ts';
import { accountFormOf, readAccountForm } from './account-form.ts';
import type { AccountForm, AccountProblems } from './account-form.ts';
import { CredentialFields } from './credential-fields.tsx';
import { PROCESSOR_KINDS } from './processor-kinds.ts';
import { useAccountAction } from './use-account-action.ts';

const PATH = '/v1/processor_accounts';
const KINDS = ProcessorKind.options.map((value) => ({ value, label: PROCESSOR_KINDS[value].name }));

/** Adds an account, or changes one: credentials that are left empty stay as they are. */
export function AccountDialog({ account, onClose }: { account: ProcessorAccount | null; onClose: () => void }) {
  const { scope } = useConsole();
  const save = useAccountAction(account ? `${PATH}/${account.id}` : PATH, ProcessorAccount);
  const [form, setForm] = useState(() => accountFormOf(account));
  const [problems, setProblems] = useState<AccountProblems>({});
  const change = (part: Partial<AccountForm>) => setForm({ ...form, ...part });

  function submit() {
    const read = readAccountForm(form, account);
    setProblems('problems' in read ? read.problems : {});
    if ('request' in read) save.mutate(read.request, { onSuccess: onClose });
  }

  return (
    <Dialog
      isOpen
      title={
        account
          ? `Change the ${PROCESSOR_KINDS[account.processor].name} account`
          : `Add a processor account for ${scope.mode} mode`
      }
      onClose={onClose}
      isDismissible={!save.isPending}
    >
      <DialogForm action={save} submitLabel={account ? 'Save' : 'Add account'} onSubmit={submit} onClose={onClose}>
        {account ? null : (
          <SelectField
            label="Processor"
            value={form.processor}
            options={KINDS}
            onChange={(event) => change({ processor: ProcessorKind.parse(event.target.value) })}
          />
        )}
        <CredentialFields account={account} form={form} problems={problems} onChange={change} />
        <TextField
          label="Priority"
          inputMode="numeric"
          value={form.priority}
          error={problems['priority'] ?? null}
          hint="Of several accounts that take a payment, the one with the lowest number serves it."
          onChange={(event) => change({ priority: event.target.value })}
        />
        <TextField
          label="Currencies"
          value={form.currencies}
          error={problems['currencies'] ?? null}
          hint="Only payments in these, such as EUR, CHF. Empty takes all."
          onChange={(event) => change({ currencies: event.target.value })}
        />
      </DialogForm>
    </Dialog>
  );
}
