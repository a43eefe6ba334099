'use client';
import { Invitation } from '@fieldfare/protocol';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { askInvitation } from '../join/ask-invitation.ts';
import { MIN_PASSWORD, useTakeUp } from '../join/use-take-up.ts';
import { rememberShop } from './shop.ts';

export interface JoinFormProps {
  paymentsOrigin: string;
  /** The token behind the address's `#`. */
  token: string;
  invitation: Invitation;
}

/** Takes up an invitation by a new password, or by that of the account that is there, and signs in. */
export function JoinForm({ paymentsOrigin, token, invitation }: JoinFormProps) {
  const { email, has_account: hasAccount, merchant, mode } = invitation;
  const shop = { merchant: merchant.id, mode };
  const { problem, isBusy, submit } = useTakeUp({
    email,
    shop,
    next: '/console/my',
    accept: async (password) => {
      const body = { invitation: token, password };
      await askInvitation({ paymentsOrigin, kind: 'invitations', verb: 'accept', body, schema: Invitation });
      rememberShop(shop);
    },
  });

  return (
    <form method="post" action="/console/my/join" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <TextField label="Email" name="email" type="email" autoComplete="username" value={email} readOnly />
      <TextField
        label={hasAccount ? 'Your password' : 'Choose a password'}
        name="password"
        type="password"
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        hint={hasAccount ? `Of the account that you have at ${merchant.name}.` : `At least ${MIN_PASSWORD} characters.`}
        required
      />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        {hasAccount ? 'Add to my account' : 'Create account'}
      </Button>
    </form>
  );
}
