'use client';
import { DeletedFont, type Font } from '@fieldfare/protocol';
import { Button } from '@fieldfare/ui';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

/** One face, which whoever may write the profile may delete; fields then go on in the next font of their list. */
export function FontRow({ font }: { font: Font }) {
  const { scope, can } = useConsole();
  const remove = useRestAction(`/v1/fonts/${font.id}`, DeletedFont, queryKeys.fonts(scope), 'DELETE');
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0">
          <span className="font-medium break-words">{font.family}</span>{' '}
          <span className="text-sm text-muted">
            {font.weight}
            {font.style === 'italic' ? ', italic' : ''} · {Math.ceil(font.bytes / 1_024)} KB
          </span>
        </p>
        {can('profile:write') ? (
          <Button
            tone="danger"
            isBusy={remove.isPending}
            onClick={() => remove.mutate({})}
            aria-label={`Delete ${font.family} ${font.weight} ${font.style}`}
          >
            Delete
          </Button>
        ) : null}
      </div>
      <KeyProblem error={remove.error} />
    </li>
  );
}
