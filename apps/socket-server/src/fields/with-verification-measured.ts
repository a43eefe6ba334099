import type { CardVault } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';

type MeasuredDeps = Pick<Deps, 'vault' | 'metrics'>;

/** Why a shopper's request did not become a payment, as the metric tells it; what is not named here is a failure. */
const STATUS_OF: Readonly<Record<string, 'expired' | 'replay'>> = {
  token_expired: 'expired',
  challenge_replayed: 'replay',
};

/**
 * Counts what becomes of asking for a payment before anybody is charged: whether challenge and sealed card are good, and how long it took to find
 * out. That is until the card lies open, or the request is refused; what the bank takes is not in it.
 */
export async function withVerificationMeasured<T>(
  { vault, metrics }: MeasuredDeps,
  run: (vault: CardVault) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  let openedAt: number | null = null;
  const noted = async <O>(opening: Promise<O>): Promise<O> => {
    const opened = await opening;
    openedAt ??= performance.now();
    return opened;
  };
  let status: 'success' | 'failure' | 'expired' | 'replay' = 'success';
  try {
    return await run({
      ...vault,
      open: (...card) => noted(vault.open(...card)),
      openBankAccount: (...account) => noted(vault.openBankAccount(...account)),
      openSaved: (...saved) => noted(vault.openSaved(...saved)),
    });
  } catch (error) {
    status = (error instanceof FieldfareError && STATUS_OF[error.detail]) || 'failure';
    throw error;
  } finally {
    metrics.paymentVerifications.inc({ status });
    metrics.paymentVerificationDuration.observe(((openedAt ?? performance.now()) - startedAt) / 1_000);
  }
}
