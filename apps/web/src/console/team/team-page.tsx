'use client';
import type { TeamMember } from '@fieldfare/protocol';
import { Button, EmptyState, Icon, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import { InvitationsPanel } from './invitations-panel.tsx';
import { InviteMemberDialog } from './invite-member-dialog.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { SecondFactorRulePanel } from './second-factor-rule-panel.tsx';
import { TeamPanel } from './team-panel.tsx';
import { useTeamRoom } from './use-team-room.ts';
import { VisitsPanel } from './visits-panel.tsx';

export type OpenDialog = { type: 'invite' } | { type: 'change' | 'remove'; member: TeamMember } | null;

export function TeamPage() {
  const { can, merchant } = useConsole();
  const [open, setOpen] = useState<OpenDialog>(null);
  const close = () => setOpen(null);
  useTeamRoom();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Team</h1>
        {can('team:write') ? (
          <Button tone="primary" onClick={() => setOpen({ type: 'invite' })}>
            <Icon name="plus" />
            Invite somebody
          </Button>
        ) : null}
      </div>
      <p className="max-w-prose text-muted">
        Who works for {merchant.name}, in test and live mode alike. What you change holds within a second, also in
        windows that are open.
      </p>
      {can('team:read') ? (
        <>
          <TeamPanel onOpen={setOpen} />
          <SecondFactorRulePanel />
          <InvitationsPanel />
        </>
      ) : (
        <Panel>
          <EmptyState title="The team is not for every role">Your role here is {merchant.role}.</EmptyState>
        </Panel>
      )}
      {can('audit:read') ? <VisitsPanel /> : null}
      {open?.type === 'invite' ? <InviteMemberDialog onClose={close} /> : null}
      {open?.type === 'change' ? <ChangeRoleDialog member={open.member} onClose={close} /> : null}
      {open?.type === 'remove' ? <RemoveMemberDialog member={open.member} onClose={close} /> : null}
    </div>
  );
}
