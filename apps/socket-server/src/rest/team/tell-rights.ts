import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';

/** What somebody may do has changed: it bites on open sockets now, and their windows show what they may do from here on. */
export async function tellRights(deps: Deps, live: Live, userId: string, correlationId: string): Promise<void> {
  live.recheck();
  const payload = { action: 'rights_changed' } as const;
  await deps.placePush({ room: `user:${userId}`, type: 'session:sync', payload, correlationId });
}
