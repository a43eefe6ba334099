'use client';
import { Invitation } from '@fieldfare/protocol';
import { askInvitation } from '../join/ask-invitation.ts';
import { TakeUpForm } from '../join/take-up-form.tsx';
import { MIN_PASSWORD } from '../join/use-take-up.ts';
import { rememberShop } from './shop.ts';

export interface JoinFormProps {
  paymentsOrigin: string;
  /** The token behind the address's `#`. */
  token: string;
  invitation: Invitation;
}

/** Opens a shopper's account, or adds to the one that is there, and signs in. */
export function JoinForm({ paymentsOrigin, token, invitation }: JoinFormProps) {
  const { email, has_account: hasAccount, merchant, mode } = invitation;
  const shop = { merchant: merchant.id, mode };
  const accept = async (password: string) => {
    const body = { invitation: token, password };
    await askInvitation({ paymentsOrigin, kind: 'invitations', verb: 'accept', body, schema: Invitation });
    rememberShop(shop);
  };
  return (
    <TakeUpForm
      page="/console/my/join"
      email={email}
      shop={shop}
      next="/console/my"
      accept={accept}
      password={
        hasAccount
          ? {
              label: 'Your password',
              autoComplete: 'current-password',
              hint: `Of the account that you have at ${merchant.name}.`,
            }
          : {
              label: 'Choose a password',
              autoComplete: 'new-password',
              hint: `At least ${MIN_PASSWORD} characters.`,
            }
      }
      submitLabel={hasAccount ? 'Add to my account' : 'Create account'}
    />
  );
}
