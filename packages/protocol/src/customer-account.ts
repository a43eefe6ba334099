import * as z from 'zod';
import { idOf } from './ids.ts';
import { freeText } from './metadata.ts';
import { Mode } from './payment.ts';

/** Whether a customer can sign in to see what they paid: not at all, once they take up the invitation, or already. */
export const CustomerAccount = z.strictObject({
  object: z.literal('customer_account'),
  customer: idOf('customer'),
  status: z.enum(['none', 'invited', 'active']),
  /** What the account is signed in to by, or will be. */
  email: z.string().nullable(),
  /** When the invitation runs out. */
  invitation_expires_at: z.iso.datetime().nullable(),
  /** Since when the account shows this customer's payments. */
  linked_at: z.iso.datetime().nullable(),
});
export type CustomerAccount = z.infer<typeof CustomerAccount>;

/** Answer of `POST /v1/customers/{id}/account`. The address is a secret of the customer's: it is shown once, and a new one voids it. */
export const CustomerInvitation = z.strictObject({
  object: z.literal('customer_invitation'),
  customer: idOf('customer'),
  email: z.string(),
  url: z.string(),
  expires_at: z.iso.datetime(),
});
export type CustomerInvitation = z.infer<typeof CustomerInvitation>;

/** What stands in an invitation's address, behind the `#`. */
export const InvitationToken = z
  .string()
  .regex(/^[\w-]{43}$/, 'must be an invitation')
  .meta({ examples: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'] });

/** Body of `POST /v1/console/invitations/look_up`. */
export const LookUpInvitation = z.strictObject({ invitation: InvitationToken });

/** Body of `POST /v1/console/invitations/accept`: a password for the new account, or that of the account which the e-mail has: a shopper's at this merchant, for a team anywhere. */
export const AcceptInvitation = z.strictObject({
  invitation: InvitationToken,
  name: freeText(100).min(1).optional(),
  password: z.string().min(12).max(256),
});

/** What an invitation is for. `has_account`: whether this e-mail has an account at this merchant, in this mode, whose password is then asked for. */
export const Invitation = z.strictObject({
  object: z.literal('invitation'),
  merchant: z.strictObject({ id: idOf('merchant'), name: z.string() }),
  mode: Mode,
  email: z.string(),
  name: z.string().nullable(),
  has_account: z.boolean(),
  expires_at: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;
