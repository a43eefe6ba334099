import type * as z from 'zod';
import { refused, unanswered } from '../api/api-error.ts';

/** Of a shopper's account, or to a merchant's team. */
export type InvitationKind = 'invitations' | 'team_invitations';

interface AskInvitationOptions<T extends z.ZodType> {
  paymentsOrigin: string;
  kind: InvitationKind;
  verb: 'look_up' | 'accept';
  body: { invitation: string; password?: string; name?: string };
  schema: T;
}

/** Asks the payment server what an invitation is for, or takes it up. Throws an ApiError. */
export async function askInvitation<T extends z.ZodType>(options: AskInvitationOptions<T>): Promise<z.infer<T>> {
  const { paymentsOrigin, kind, verb, body, schema } = options;
  const response = await fetch(new URL(`/v1/console/${kind}/${verb}`, paymentsOrigin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
  }).catch((error: unknown) => {
    throw unanswered(error);
  });
  if (!response.ok) throw await refused(response);
  return schema.parse(await response.json());
}
