'use client';
import { TeamOffer } from '@fieldfare/protocol';
import { askInvitation } from './ask-invitation.ts';
import { TakeUpForm } from './take-up-form.tsx';
import { MIN_PASSWORD } from './use-take-up.ts';

export interface TeamJoinFormProps {
  paymentsOrigin: string;
  /** The token behind the address's `#`. */
  token: string;
  offer: TeamOffer;
}

/** Joins by the password of the account that is there, or by a new one: the page does not know which, because whoever invited sees it too. */
export function TeamJoinForm({ paymentsOrigin, token, offer: { email, merchant } }: TeamJoinFormProps) {
  return (
    <TakeUpForm
      page="/console/join"
      email={email}
      next="/console/payments"
      accept={(password) =>
        askInvitation({
          paymentsOrigin,
          kind: 'team_invitations',
          verb: 'accept',
          body: { invitation: token, password },
          schema: TeamOffer,
        })
      }
      password={{
        label: 'Password',
        autoComplete: 'current-password',
        hint: `That of your account here, if you have one. Otherwise choose one, of at least ${MIN_PASSWORD} characters, among them a letter and a digit.`,
      }}
      submitLabel={`Join ${merchant.name}`}
    />
  );
}
