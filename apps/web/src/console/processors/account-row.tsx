'use client';
import { ProcessorAccount, ProcessorCheck } from '@fieldfare/protocol';
import { Badge, Button, CopyButton, DateTime } from '@fieldfare/ui';
import { useConsole } from '../shell/console-context.ts';
import { problemWords } from '../problem-words.ts';
import { PROCESSOR_KINDS } from './processor-kinds.ts';
import { ruleWords } from './rule-words.ts';
import { useAccountAction } from './use-account-action.ts';

/** One account: what it takes, whether it answers, and what can be done with it. */
export function AccountRow({ account, onChange }: { account: ProcessorAccount; onChange: () => void }) {
  const { can } = useConsole();
  const path = `/v1/processor_accounts/${account.id}`;
  const check = useAccountAction(`${path}/test`, ProcessorCheck);
  const toggle = useAccountAction(path, ProcessorAccount);
  const problem = check.error ?? toggle.error;
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{PROCESSOR_KINDS[account.processor].name}</span>
          <code className="font-mono text-sm text-muted">…{account.credentials_hint}</code>
          <Badge tone={account.enabled ? 'good' : 'plain'}>{account.enabled ? 'Enabled' : 'Disabled'}</Badge>
        </p>
        <p className="text-sm text-muted">
          Priority {account.priority} · {ruleWords(account.rule)} · added <DateTime value={account.created_at} />
          {account.created_by === null ? null : ` by ${account.created_by}`}
        </p>
        <p className="flex items-center gap-1 text-sm text-muted">
          <span className="min-w-0">
            Webhooks to <code className="font-mono break-all">{account.webhook_url}</code>
          </span>
          <CopyButton text={account.webhook_url} subject="webhook address" />
        </p>
        <output className="text-sm">
          {check.data?.detail}
          {problem ? problemWords(problem).message : null}
        </output>
      </div>
      {can('processors:write') ? (
        <div className="flex gap-1 max-md:-ml-3.5">
          <Button tone="quiet" isBusy={check.isPending} onClick={() => check.mutate({})}>
            Test
          </Button>
          <Button tone="quiet" onClick={onChange}>
            Change
          </Button>
          <Button tone="quiet" isBusy={toggle.isPending} onClick={() => toggle.mutate({ enabled: !account.enabled })}>
            {account.enabled ? 'Disable' : 'Enable'}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
