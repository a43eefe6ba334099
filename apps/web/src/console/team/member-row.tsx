'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Badge, Button } from '@fieldfare/ui';
import { useConsole } from '../shell/console-context.ts';
import { roleWords } from './role-words.ts';
import type { OpenDialog } from './team-page.tsx';

/** One person: who, what they may do, and what may be done about it. Nobody changes themselves, and only owners change owners. */
export function MemberRow({ member, onOpen }: { member: TeamMember; onOpen: (dialog: OpenDialog) => void }) {
  const { user, merchant, can } = useConsole();
  const isSelf = member.id === user.id;
  const isChangeable = can('team:write') && !isSelf && (member.role !== 'owner' || merchant.role === 'owner');
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{member.name}</span>
          {isSelf ? <Badge tone="calm">You</Badge> : null}
          {member.has_second_factor ? <Badge tone="good">Second factor</Badge> : <Badge>No second factor</Badge>}
          {member.disabled_at === null ? null : <Badge tone="bad">Disabled</Badge>}
        </p>
        <p className="text-sm break-all text-muted">{member.email}</p>
      </div>
      <p className="text-sm">
        <span className="font-medium">{member.role}</span>
        <span className="block text-muted">{roleWords(member.role)}</span>
      </p>
      <div className="flex gap-1 max-md:-ml-3.5 md:w-52 md:justify-end">
        {isChangeable ? (
          <>
            <Button
              tone="quiet"
              aria-label={`Change role of ${member.name}`}
              onClick={() => onOpen({ type: 'change', member })}
            >
              Change role
            </Button>
            <Button
              tone="quiet"
              aria-label={`Remove ${member.name}`}
              onClick={() => onOpen({ type: 'remove', member })}
            >
              Remove
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}
