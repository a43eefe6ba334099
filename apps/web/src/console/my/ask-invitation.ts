import { Invitation } from '@fieldfare/protocol';
import { refused, unanswered } from '../api/api-error.ts';

/** Asks the payment server what an invitation is for, or takes it up. Throws an ApiError. */
export async function askInvitation(
  paymentsOrigin: string,
  verb: 'look_up' | 'accept',
  body: { invitation: string; password?: string; name?: string },
): Promise<Invitation> {
  const response = await fetch(new URL(`/v1/console/invitations/${verb}`, paymentsOrigin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
  }).catch((error: unknown) => {
    throw unanswered(error);
  });
  if (!response.ok) throw await refused(response);
  return Invitation.parse(await response.json());
}
