import type { MethodBearer, TriedOutcome } from '@fieldfare/access';
import type { CardVault } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { PaymentMethodType } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';

type WatchDeps = Pick<Deps, 'vault' | 'watch'>;

/** What a use case made of a card or account, as the watch counts it; null where nobody was asked about it. */
export type OutcomeOf<T> = (made: T, method: PaymentMethodType) => TriedOutcome | null;

/**
 * Runs a use case that opens a card or bank account with a vault that watches whose it is: who tries too many waits here, before anybody is
 * asked. What became of it is noted, also where the use case throws.
 */
export async function withMethodWatched<T>(
  deps: WatchDeps,
  bearer: MethodBearer,
  method: PaymentMethodType,
  { run, outcomeOf }: { run: (vault: CardVault) => Promise<T>; outcomeOf: OutcomeOf<T> },
): Promise<T> {
  const watch = method === 'ach' ? deps.watch.accounts : deps.watch.cards;
  await watch.admit(bearer);
  let opened: Buffer | null = null;
  let outcome: TriedOutcome = { type: 'kept' };

  async function watched<O extends { stored: { fingerprint: Buffer } }>(opening: Promise<O>): Promise<O> {
    const found = await opening.catch((error: unknown) => {
      noteRefusal(deps, error);
      throw error;
    });
    deps.watch.rates.note('payload_refusals', '', false);
    // The same card is opened again where the key that it was sealed under is gone.
    if (!opened?.equals(found.stored.fingerprint)) await watch.begin(bearer, found.stored.fingerprint);
    opened = found.stored.fingerprint;
    return found;
  }

  const vault: CardVault = {
    ...deps.vault,
    open: async (payload, expected) => {
      const opening = deps.vault.open(payload, expected);
      return watched(opening).catch(async (error: unknown) => {
        await opening.then((card) => card.release()).catch(() => undefined);
        throw error;
      });
    },
    openBankAccount: (payload, expected) => watched(deps.vault.openBankAccount(payload, expected)),
    openSaved: async (saved, code) => {
      const { fingerprint } = saved;
      const opening = deps.vault.openSaved(saved, code);
      await watched(opening.then(() => ({ stored: { fingerprint } }))).catch(async (error: unknown) => {
        await opening.then((card) => card.release()).catch(() => undefined);
        throw error;
      });
      return opening;
    },
  };
  try {
    const made = await run(vault);
    const decided = outcomeOf(made, method);
    outcome = decided ?? outcome;
    if (opened && method === 'card' && decided && decided.type !== 'undecided')
      deps.watch.rates.note('declines', bearer.merchantId, decided.type === 'declined');
    return made;
  } finally {
    if (opened) await watch.settle(bearer, opened, outcome);
  }
}

function noteRefusal({ watch }: WatchDeps, error: unknown): void {
  if (error instanceof FieldfareError && error.detail === 'card_payload_refused')
    watch.rates.note('payload_refusals', '', true);
}
