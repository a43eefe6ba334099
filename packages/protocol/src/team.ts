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
});
export type TeamMember = z.infer<typeof TeamMember>;
export const TeamMemberList = listOf(TeamMember);
export type TeamMemberList = z.infer<typeof TeamMemberList>;

/** Body of `POST /v1/team`: who has an account already is added as he is; somebody new gets the password, to be handed over. */
export const AddTeamMember = z.strictObject({
  email: Email,
  name: freeText(100).min(1),
  role: MerchantRole,
  password: z.string().min(12).max(256).optional(),
});
export const ChangeTeamMember = z.strictObject({ role: MerchantRole });
