'use client';
import { TeamOffer } from '@fieldfare/protocol';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { askInvitation } from './ask-invitation.ts';
import { MIN_PASSWORD, useTakeUp } from './use-take-up.ts';

export interface TeamJoinFormProps {
  paymentsOrigin: string;
  /** The token behind the address's `#`. */
  token: string;
  offer: TeamOffer;
}

/** Joins by the password of the account that is there, or by a new one: the page does not know which, because whoever invited sees it too. */
export function TeamJoinForm({ paymentsOrigin, token, offer: { email, merchant } }: TeamJoinFormProps) {
  const { problem, isBusy, submit } = useTakeUp({
    email,
    next: '/console/payments',
    accept: (password) =>
      askInvitation({
        paymentsOrigin,
        kind: 'team_invitations',
        verb: 'accept',
        body: { invitation: token, password },
        schema: TeamOffer,
      }),
  });
  return (
    <form method="post" action="/console/join" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <TextField label="Email" name="email" type="email" autoComplete="username" value={email} readOnly />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        hint={`That of your account here, if you have one. Otherwise choose one, of at least ${MIN_PASSWORD} characters, among them a letter and a digit.`}
        required
      />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        Join {merchant.name}
      </Button>
    </form>
  );
}
