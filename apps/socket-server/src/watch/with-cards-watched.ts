import type { CardBearer } from '@fieldfare/access';
import type { CardVault } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';

type WatchDeps = Pick<Deps, 'vault' | 'watch'>;

/**
 * Runs a use case that opens a card with a vault that watches whose card it is: who tries too many waits here, before the bank is asked.
 * What became of the card is noted, also where the use case throws.
 */
export async function withCardsWatched<T extends { status: string }>(
  deps: WatchDeps,
  bearer: CardBearer,
  run: (vault: CardVault) => Promise<T>,
): Promise<T> {
  const { cards, rates } = deps.watch;
  await cards.admit(bearer);
  let opened: Buffer | null = null;
  let isDeclined = false;
  const vault: CardVault = {
    ...deps.vault,
    open: async (payload, expected) => {
      const card = await deps.vault.open(payload, expected).catch((error: unknown) => {
        noteRefusal(deps, error);
        throw error;
      });
      rates.note('payload_refusals', '', false);
      try {
        await cards.begin(bearer, card.stored.fingerprint);
      } catch (error) {
        card.release();
        throw error;
      }
      opened = card.stored.fingerprint;
      return card;
    },
  };
  try {
    const outcome = await run(vault);
    isDeclined = outcome.status === 'declined';
    if (opened) rates.note('declines', bearer.merchantId, isDeclined);
    return outcome;
  } finally {
    if (opened) await cards.settle(bearer, opened, isDeclined);
  }
}

function noteRefusal({ watch }: WatchDeps, error: unknown): void {
  if (error instanceof FieldfareError && error.detail === 'card_payload_refused')
    watch.rates.note('payload_refusals', '', true);
}
