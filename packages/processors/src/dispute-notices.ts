import type { ProcessorDispute, ProcessorNotice } from '@fieldfare/payments';

interface Claim extends Omit<ProcessorDispute, 'amountMinor'> {
  /** What the bank claims, in minor units of the payment's currency; null where it claims in another. */
  claimedMinor: number | null;
  capturedMinor: number;
}

/**
 * A dispute as our books take it. A bank may dispute in its own currency; the books are in the payment's, and never lose more than was
 * captured. Of nothing there is no dispute.
 */
export function disputeNotices({ claimedMinor, capturedMinor, ...dispute }: Claim): ProcessorNotice[] {
  const amountMinor = Math.min(claimedMinor ?? capturedMinor, capturedMinor);
  return amountMinor === 0 ? [] : [{ type: 'dispute', dispute: { ...dispute, amountMinor } }];
}
