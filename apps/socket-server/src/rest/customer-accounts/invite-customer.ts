import type { ChangeNote, CustomerRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { CustomerInvitation } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { INVITATION_LIVES_MS, invitationTokenHash, newInvitationToken } from '../invitation-token.ts';

/** Makes the one link by which a customer opens an account. The merchant hands it over; only its hash is kept. */
export async function inviteCustomer(
  { customerAccounts, settings }: Pick<Deps, 'customerAccounts' | 'settings'>,
  { id, merchantId, email }: CustomerRecord,
  note: ChangeNote,
): Promise<CustomerInvitation> {
  if (email === null)
    throw new FieldfareError('conflict', {
      detail: 'email_required',
      message: 'This customer has no e-mail to sign in with. Set one with POST /v1/customers/{id} first.',
    });
  const token = newInvitationToken();
  const address = email.trim().toLowerCase();
  const expiresAt = new Date(note.now.getTime() + INVITATION_LIVES_MS);
  const invitation = { customerId: id, merchantId, tokenHash: invitationTokenHash(token), email: address, expiresAt };
  await customerAccounts.invite(invitation, note);
  return {
    object: 'customer_invitation',
    customer: id,
    email: address,
    // Behind the #, where it reaches neither a server nor its log.
    url: `${settings.origins.web}/console/my/join#${token}`,
    expires_at: expiresAt.toISOString(),
  };
}
