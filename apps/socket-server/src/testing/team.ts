import type { NewTeamInvitation } from '@fieldfare/protocol';
import type { asUser } from './as-user.ts';
import type { TestStack } from './start-test-stack.ts';
import { PASSWORD } from './test-merchant.ts';

export type As = Awaited<ReturnType<typeof asUser>>;

/** What stands in the address of a new invitation to the team. */
export async function inviteToTeam(stack: TestStack, as: As, email: string, role: string): Promise<string> {
  const { status, body } = await stack.request('POST', '/v1/team', { ...as, body: { email, name: 'Somebody', role } });
  if (status !== 201) throw new Error(`not invited: ${JSON.stringify(body)}`);
  return (body as NewTeamInvitation).url.split('#')[1] ?? '';
}

export function joinTeam(stack: TestStack, invitation: string, password: string = PASSWORD) {
  return stack.request('POST', '/v1/console/team_invitations/accept', { token: null, body: { invitation, password } });
}
