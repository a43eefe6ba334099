import type { Session } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { notFound } from '../not-found.ts';
import { issuePtToken } from '../pt-token.ts';

/** A session's answer as it may be kept: without its token. */
export function keptSession({ pt_token: _secret, ...session }: Session): Omit<Session, 'pt_token'> {
  return session;
}

/** The kept answer with a fresh token of the generation that it was about. */
export async function replaySession(
  deps: Deps,
  caller: Caller,
  kept: Omit<Session, 'pt_token'>,
  keyId: string,
): Promise<Session> {
  const found = await deps.sessions.find(kept.id, caller);
  if (!found) throw notFound('session');
  const session = { ...found.session, generation: kept.generation };
  return { ...kept, pt_token: await issuePtToken(deps, session, keyId) };
}
