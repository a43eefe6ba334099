import * as z from 'zod';
import { idOf } from './ids.ts';
import { Email, freeText } from './metadata.ts';
import { MerchantRole } from './permissions.ts';
import { listOf } from './rest.ts';

/** Somebody who works for the merchant. */
export const TeamMember = z.strictObject({
  id: idOf('user'),
  object: z.literal('team_member'),
  email: z.email(),
  name: z.string(),
  role: MerchantRole,
  disabled_at: z.iso.datetime().nullable(),
  has_second_factor: z.boolean(),
});
export type TeamMember = z.infer<typeof TeamMember>;
export const TeamMemberList = listOf(TeamMember);
export type TeamMemberList = z.infer<typeof TeamMemberList>;

/** Body of `POST /v1/team`. Whoever it is, an account or none, hears of it only by the address in the answer. */
export const InviteTeamMember = z.strictObject({ email: Email, name: freeText(100).min(1), role: MerchantRole });

/** An invitation that nobody has taken up yet. */
export const TeamInvitation = z.strictObject({
  id: idOf('teamInvitation'),
  object: z.literal('team_invitation'),
  email: z.email(),
  name: z.string(),
  role: MerchantRole,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type TeamInvitation = z.infer<typeof TeamInvitation>;
export const TeamInvitationList = listOf(TeamInvitation);
export type TeamInvitationList = z.infer<typeof TeamInvitationList>;

/** Answer of `POST /v1/team`. The address is a secret of the invited person's: it is shown once, and a new one voids it. */
export const NewTeamInvitation = TeamInvitation.extend({ url: z.string() });
export type NewTeamInvitation = z.infer<typeof NewTeamInvitation>;

/** What an invitation offers whoever holds it. It does not say whether the e-mail has an account: who invited holds it too. */
export const TeamOffer = z.strictObject({
  object: z.literal('team_offer'),
  merchant: z.strictObject({ id: idOf('merchant'), name: z.string() }),
  role: MerchantRole,
  email: z.string(),
  name: z.string(),
  expires_at: z.iso.datetime(),
});
export type TeamOffer = z.infer<typeof TeamOffer>;

/** What the room `merchant:{id}:team` hears: what became of which member or invitation. Its lists are read anew. */
export const TeamUpdate = z.strictObject({
  id: z.union([idOf('user'), idOf('teamInvitation')]),
  action: z.enum(['invite', 'revoke_invitation', 'join', 'change_role', 'remove', 'second_factor']),
});
export type TeamUpdate = z.infer<typeof TeamUpdate>;

export const ChangeTeamMember = z.strictObject({ role: MerchantRole });
