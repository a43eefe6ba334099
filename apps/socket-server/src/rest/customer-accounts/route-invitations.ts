import type { FoundInvitation } from '@fieldfare/db';
import { AcceptInvitation, Invitation, LookUpInvitation } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { invitationTokenHash, noInvitation } from '../invitation-token.ts';

/** `POST /v1/console/invitations/look_up` and `…/accept`: for whoever holds an invitation's address, and nobody else. */
export function routeInvitations(app: RestApp, deps: Deps, live: Live): void {
  const find = async (token: string) => {
    const found = await deps.customerAccounts.findInvitation(invitationTokenHash(token), deps.clock.now());
    if (!found) throw noInvitation();
    return found;
  };

  app.post(
    '/console/invitations/look_up',
    {
      schema: { body: LookUpInvitation },
      config: { words: { summary: 'See what an invitation is for', answer: Invitation, access: 'anybody' } },
    },
    async (request) => presentInvitation(await find(request.body.invitation)),
  );
  app.post(
    '/console/invitations/accept',
    {
      schema: { body: AcceptInvitation },
      config: { words: { summary: 'Take up an invitation', answer: Invitation, access: 'anybody' } },
    },
    async (request) => {
      const { invitation, password, name } = request.body;
      const found = await find(invitation);
      const note = { requestId: request.id, now: deps.clock.now() };
      const accepted = await deps.customerAccounts.accept(
        invitationTokenHash(invitation),
        hasAccount(found)
          ? { type: 'existing', userId: await ownerOf(found, password, request.ip) }
          : {
              type: 'new',
              name: name ?? found.customerName ?? found.email,
              passwordHash: await deps.passwordHasher.hash(password),
            },
        note,
      );
      if (!accepted) throw noInvitation();
      live.recheck();
      deps.log.info({ request_id: request.id, user_id: accepted.userId }, 'invitation taken up');
      return { ...presentInvitation(found), has_account: true };
    },
  );

  /** Only who knows the account's password may have another customer's payments shown by it. */
  async function ownerOf({ email, scope }: FoundInvitation, password: string, ip: string): Promise<string> {
    return (await deps.consoleAuth.confirmPassword({ email, password, ip, shopper: scope })).id;
  }
}

function hasAccount({ account }: FoundInvitation): boolean {
  return account !== null && !account.isDisabled;
}

function presentInvitation(found: FoundInvitation): Invitation {
  return {
    object: 'invitation',
    merchant: { id: found.scope.merchantId, name: found.merchantName },
    mode: found.scope.mode,
    email: found.email,
    name: found.customerName,
    has_account: hasAccount(found),
    expires_at: found.expiresAt.toISOString(),
  };
}
