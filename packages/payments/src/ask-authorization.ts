import type { LentCard } from './ports/card-vault.ts';
import type { AuthorizeOutcome, Processor, StoredCredential } from './ports/processor.ts';
import type { PaymentRecord } from './records.ts';
import { withoutCard } from './without-card.ts';

/** What a processor is asked with, once the attempt is durable. */
export interface AuthorizationQuestion {
  attemptId: string;
  processor: Processor;
  card: LentCard;
  /** There where the card was saved before. */
  stored?: StoredCredential;
  statementDescriptor: string;
}

/** Sends one authorization, and forgets the card. What is answered quotes nothing of it. */
export async function askAuthorization(
  { totalMinor, currency }: PaymentRecord,
  { attemptId, processor, card, stored, statementDescriptor }: AuthorizationQuestion,
): Promise<AuthorizeOutcome> {
  const outcome = await card.use(async (secrets) => {
    const answer = await processor.authorize({
      attemptId,
      amountMinor: totalMinor,
      currency,
      card: secrets,
      ...(stored ? { stored } : {}),
      statementDescriptor,
    });
    return withoutCard(answer, secrets);
  });
  card.release();
  return outcome;
}
