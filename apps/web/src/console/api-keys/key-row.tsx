'use client';
import type { ApiKey } from '@fieldfare/protocol';
import { Badge, Button, DateTime } from '@fieldfare/ui';
import { useConsole } from '../shell/console-context.ts';
import type { OpenDialog } from './api-keys-page.tsx';
import { scopeWords } from './key-access.ts';
import { keyStatus, relativeWords } from './key-status.ts';

/** One key: what it is called, how it begins, when it was used last, and what can be done with it. */
export function KeyRow({ apiKey, now, onOpen }: { apiKey: ApiKey; now: Date; onOpen: (dialog: OpenDialog) => void }) {
  const { can } = useConsole();
  const { label, tone, isUsable } = keyStatus(apiKey, now);
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_11rem_auto]">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{apiKey.name}</span>
          <Badge tone={tone}>{label}</Badge>
          {apiKey.type === 'publishable' ? <Badge>Publishable</Badge> : null}
        </p>
        <p className="text-sm text-muted">
          <code className="font-mono">{apiKey.prefix}…</code> · created <DateTime value={apiKey.created_at} />
          {apiKey.created_by === null ? null : ` by ${apiKey.created_by}`}
        </p>
        {apiKey.type === 'secret' ? (
          <p className="text-sm text-faint">
            {scopeWords(apiKey.scopes)}
            {apiKey.ip_allow_list.length === 0 ? null : ` · only from ${apiKey.ip_allow_list.join(', ')}`}
          </p>
        ) : null}
      </div>
      <p className="text-sm text-muted">
        {apiKey.last_used_at === null ? (
          'Never used'
        ) : (
          <span title={apiKey.last_used_at}>Last used {relativeWords(apiKey.last_used_at, now)}</span>
        )}
        {isUsable && apiKey.expires_at !== null ? (
          <span className="block text-faint">Ends {relativeWords(apiKey.expires_at, now)}</span>
        ) : null}
      </p>
      <div className="flex gap-1 max-md:-ml-3.5 md:w-52 md:justify-end">
        {isUsable && can('api_keys:write') ? (
          <>
            <Button tone="quiet" aria-label={`Edit ${apiKey.name}`} onClick={() => onOpen({ type: 'edit', apiKey })}>
              Edit
            </Button>
            {apiKey.replaced_by === null ? (
              <Button
                tone="quiet"
                aria-label={`Rotate ${apiKey.name}`}
                onClick={() => onOpen({ type: 'rotate', apiKey })}
              >
                Rotate
              </Button>
            ) : null}
            <Button
              tone="quiet"
              aria-label={`Revoke ${apiKey.name}`}
              onClick={() => onOpen({ type: 'revoke', apiKey })}
            >
              Revoke
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}
