import { nextKeepingTry } from './keeping-schedule.ts';
import type { CardKeeping } from './ports/card-keepings.ts';
import { tendKeepings } from './tend-keepings.ts';
import type { KeepingReport, TendDeps } from './tend-keepings.ts';

/** About thirty days of them: an account that refuses or does not answer for so long is one that nobody can reach any more. */
const TRIES = 130;

/** Has processors forget the cards that were revoked, however long that takes. The cards' keys are shredded by then. */
export async function detachCards(deps: TendDeps, limit?: number): Promise<KeepingReport> {
  return tendKeepings(deps, 'detach', (keeping) => detach(deps, keeping), limit);
}

async function detach(
  { keepings, processors, clock }: TendDeps,
  { id, processor, tries, askedSince, askedUntil }: CardKeeping,
): Promise<'detached' | 'left' | 'later'> {
  const outcome = await processors.byName(processor).detach({ keepingId: id, askedSince, askedUntil });
  const now = clock.now();
  if (outcome.type === 'detached') {
    await keepings.detached(id, now);
    return 'detached';
  }
  if (tries >= TRIES) {
    await keepings.left(id, now);
    return 'left';
  }
  await keepings.again(id, nextKeepingTry(now, tries), now);
  return 'later';
}
