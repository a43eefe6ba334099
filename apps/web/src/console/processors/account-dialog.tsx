'use client';
import { ProcessorAccount } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { useConsole } from '../shell/console-context.ts';
import { parseCurrencies } from './parse-currencies.ts';
import { useAccountAction } from './use-account-action.ts';

const PATH = '/v1/processor_accounts';
const PRIORITY = /^\d{1,3}$/;

/** Adds an account, or changes one: a secret key that is left empty stays as it is. */
export function AccountDialog({ account, onClose }: { account: ProcessorAccount | null; onClose: () => void }) {
  const { scope } = useConsole();
  const save = useAccountAction(account ? `${PATH}/${account.id}` : PATH, ProcessorAccount);
  const [secretKey, setSecretKey] = useState('');
  const [priority, setPriority] = useState(String(account?.priority ?? 10));
  const [currencies, setCurrencies] = useState(account?.rule.currencies.join(', ') ?? '');
  const [problems, setProblems] = useState<{ secretKey?: string; priority?: string; currencies?: string }>({});

  function submit() {
    const chosen = parseCurrencies(currencies);
    const found = {
      ...(secretKey.trim() === '' && !account
        ? { secretKey: `Paste a ${scope.mode} secret key of your account.` }
        : {}),
      ...(PRIORITY.test(priority) && Number(priority) <= 100 ? {} : { priority: 'Write a number from 0 to 100.' }),
      ...('problem' in chosen ? { currencies: chosen.problem } : {}),
    };
    setProblems(found);
    if (Object.keys(found).length > 0 || 'problem' in chosen) return;
    const rule = { ...account?.rule, currencies: chosen.currencies };
    const secret = secretKey.trim() === '' ? {} : { secret_key: secretKey.trim() };
    save.mutate(
      { ...(account ? {} : { processor: 'stripe' }), ...secret, priority: Number(priority), rule },
      { onSuccess: onClose },
    );
  }

  return (
    <Dialog
      isOpen
      title={account ? 'Change the Stripe account' : `Add a Stripe account for ${scope.mode} mode`}
      onClose={onClose}
      isDismissible={!save.isPending}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) submit();
        }}
      >
        <TextField
          label="Secret key"
          type="password"
          autoComplete="off"
          value={secretKey}
          error={problems.secretKey ?? null}
          hint={
            account
              ? `Leave it empty to keep the present one, which ends in ${account.credentials_hint}.`
              : 'It is sealed in the vault and never shown again. A restricted key for PaymentIntents and refunds is enough.'
          }
          onChange={(event) => setSecretKey(event.target.value)}
        />
        <TextField
          label="Priority"
          inputMode="numeric"
          value={priority}
          error={problems.priority ?? null}
          hint="Of several accounts that take a payment, the one with the lowest number serves it."
          onChange={(event) => setPriority(event.target.value)}
        />
        <TextField
          label="Currencies"
          value={currencies}
          error={problems.currencies ?? null}
          hint="Only payments in these, such as EUR, CHF. Empty takes all."
          onChange={(event) => setCurrencies(event.target.value)}
        />
        <KeyProblem error={save.error} />
        <DialogActions>
          <Button onClick={onClose} disabled={save.isPending}>
            Back
          </Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {account ? 'Save' : 'Add account'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
