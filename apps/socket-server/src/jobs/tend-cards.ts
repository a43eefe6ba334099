import { detachCards, keepCards, processorName } from '@fieldfare/payments';
import type { KeepingReport } from '@fieldfare/payments';
import type { Deps } from '../deps.ts';

/** Has processors keep the saved cards that they have authorized. */
export async function keepSavedCards(deps: Deps): Promise<void> {
  note(deps, 'keep_cards', await keepCards(deps));
}

/** Has processors forget the cards that were revoked. */
export async function detachRevokedCards(deps: Deps): Promise<void> {
  note(deps, 'detach_cards', await detachCards(deps));
}

function note({ metrics, log }: Deps, job: string, { outcomes, failures }: KeepingReport): void {
  for (const { keeping, outcome } of outcomes) {
    const processor = processorName(keeping.processor);
    metrics.cardKeepings.inc({ processor, outcome });
    const words = { job, processor, outcome, keeping_id: keeping.id };
    if (outcome === 'left') log.error(words, 'a revoked card could not be forgotten by its processor');
    else log.info(words, 'kept card tended');
  }
  for (const { keeping, error } of failures)
    log.error({ job, keeping_id: keeping.id, error }, 'kept card could not be tended');
}
