import { FieldfareError } from '@fieldfare/protocol';
import { KEEPING_CLAIM_MS, nextKeepingTry } from './keeping-schedule.ts';
import { tendKeepings } from './tend-keepings.ts';
import type { KeepingReport, TendDeps } from './tend-keepings.ts';
import type { ReferenceVault } from './ports/card-vault.ts';
import type { CardKeeping } from './ports/card-keepings.ts';
import type { TokenizeOutcome } from './ports/processor.ts';

export interface KeepCardsDeps extends TendDeps {
  vault: Pick<ReferenceVault, 'use' | 'keepProcessorReference'>;
}

/** Well inside of every processor's idempotency window, so that the same keeping is one card there. */
const KEEP_WITHIN_MS = 20 * 3_600_000;

/**
 * Has processors keep the saved cards that they have authorized, and seals what they call them. No money waits for it, and none moves: until
 * it is done, and where a processor refuses, charges send the card. Ended at any moment it is done again under the same name.
 */
export async function keepCards(deps: KeepCardsDeps, limit?: number): Promise<KeepingReport> {
  return tendKeepings(deps, 'keep', (keeping) => keep(deps, keeping), limit);
}

async function keep(deps: KeepCardsDeps, keeping: CardKeeping): Promise<'kept' | 'refused' | 'later'> {
  const { vault, keepings, clock } = deps;
  const { id, cardToken, merchantId, processor } = keeping;
  const outcome = await ask(deps, keeping);
  if (outcome.type === 'kept') {
    const isSealed = await unlessGone(
      vault.keepProcessorReference(cardToken, merchantId, processor, outcome.reference),
    );
    if (isSealed === null) return notKept();
    await keepings.kept(id, clock.now());
    return 'kept';
  }
  const now = clock.now();
  const isOver = now.getTime() + KEEPING_CLAIM_MS > keeping.askedSince.getTime() + KEEP_WITHIN_MS;
  if (outcome.type === 'refused' || isOver) return notKept();
  await keepings.again(id, nextKeepingTry(now, keeping.tries), now);
  return 'later';

  async function notKept() {
    await keepings.notKept(id, clock.now());
    return 'refused' as const;
  }
}

async function ask({ vault, processors }: KeepCardsDeps, { id, ...keeping }: CardKeeping): Promise<TokenizeOutcome> {
  const processor = processors.byName(keeping.processor);
  const outcome = await unlessGone(
    vault.use(keeping.cardToken, keeping.merchantId, (card) => processor.tokenize({ keepingId: id, card })),
  );
  return outcome ?? { type: 'refused', reason: 'The card was revoked.' };
}

const GONE: ReadonlySet<string | undefined> = new Set(['card_revoked', 'card_not_found']);

/** Null where the card was revoked meanwhile. */
async function unlessGone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof FieldfareError && GONE.has(error.detail)) return null;
    throw error;
  }
}
