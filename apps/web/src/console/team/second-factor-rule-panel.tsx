'use client';
import { SecondFactorRule } from '@fieldfare/protocol';
import { Badge, Button, Dialog, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogForm } from '../dialog-form.tsx';
import { problemWords } from '../problem-words.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

const PATH = '/v1/team/second_factor';

/** Whether everybody who works for the merchant needs a second factor. */
export function SecondFactorRulePanel() {
  const { rest, scope, can } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const rule = useQuery({
    queryKey: queryKeys.secondFactorRule(scope),
    queryFn: ({ signal }) => rest({ path: PATH, schema: SecondFactorRule, signal }),
  });
  const isRequired = rule.data?.required === true;
  return (
    <Panel title="Second factor" aside={isRequired ? <Badge tone="good">Required</Badge> : null}>
      {rule.data ? (
        <div className="flex flex-wrap items-center justify-between gap-3 p-4">
          <p className="max-w-prose text-muted">
            {isRequired
              ? 'Everybody on the team needs a second factor. Who has none sets one up at their next step, and can do nothing else before.'
              : 'Everybody may set one up on the page of their account. You can ask the whole team for it.'}
          </p>
          {can('team:write') ? (
            <Button onClick={() => setIsOpen(true)}>{isRequired ? 'Stop requiring it' : 'Require it'}</Button>
          ) : null}
        </div>
      ) : rule.isError ? (
        <ErrorState
          title="It could not be read whether the team needs a second factor"
          {...problemWords(rule.error)}
          onRetry={() => void rule.refetch()}
          isRetrying={rule.isFetching}
        />
      ) : (
        <div className="p-4" aria-busy="true">
          <Skeleton className="h-9 w-full" />
        </div>
      )}
      {isOpen ? <RuleDialog isRequired={isRequired} onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  );
}

function RuleDialog({ isRequired, onClose }: { isRequired: boolean; onClose: () => void }) {
  const { scope, merchant, renewRights } = useConsole();
  const change = useRestAction(PATH, SecondFactorRule, queryKeys.secondFactorRule(scope));
  const title = isRequired ? 'Stop requiring a second factor' : 'Require a second factor';
  // Whoever has none themselves is asked for it like everybody else.
  const onSuccess = () => {
    onClose();
    renewRights();
  };
  return (
    <Dialog isOpen title={title} onClose={onClose} isDismissible={!change.isPending}>
      <DialogForm
        action={change}
        submitLabel={isRequired ? 'Stop requiring it' : 'Require it'}
        onSubmit={() => change.mutate({ required: !isRequired }, { onSuccess })}
        onClose={onClose}
      >
        <p>
          {isRequired
            ? `Members of ${merchant.name} without a second factor can work by their password alone again.`
            : `Members of ${merchant.name} who have none lose their rights within a second, and get them back once they have set one up. If you have none, you are asked for it now.`}
        </p>
      </DialogForm>
    </Dialog>
  );
}
