import type { Processor } from '@fieldfare/payments';
import type { ProcessorKind } from '@fieldfare/protocol';
import { BRAINTREE_TIMES } from './braintree/braintree-times.ts';
import { STRIPE_TIMES } from './stripe/stripe-times.ts';

/** What each kind declares, known before an account's credentials are opened. */
const TIMES: Record<ProcessorKind, Pick<Processor, 'settlingDelayMs' | 'idempotencyWindowMs'>> = {
  stripe: STRIPE_TIMES,
  braintree: BRAINTREE_TIMES,
};

/** A processor that is opened when it is first asked, because opening its credentials takes the database. */
export function lateProcessor(name: string, kind: ProcessorKind, open: () => Promise<Processor>): Processor {
  return {
    name,
    ...TIMES[kind],
    authorize: async (request) => (await open()).authorize(request),
    capture: async (request) => (await open()).capture(request),
    void: async (request) => (await open()).void(request),
    refund: async (request) => (await open()).refund(request),
    tokenize: async (request) => (await open()).tokenize(request),
    detach: async (request) => (await open()).detach(request),
    // Books that cannot be opened are no proof of absence.
    lookup: (attemptId, hint) =>
      open().then(
        (processor) => processor.lookup(attemptId, hint),
        () => ({ type: 'unreachable', reason: 'The account’s credentials could not be opened.' }),
      ),
    books: (processorReference) =>
      open().then(
        async (processor) => (await processor.books?.(processorReference)) ?? { type: 'absent' },
        () => ({ type: 'unreachable', reason: 'The account’s credentials could not be opened.' }),
      ),
    readWebhook: async (webhook) => {
      const processor = await open();
      return processor.readWebhook?.(webhook) ?? { type: 'unverifiable' };
    },
    health: async () => (await open()).health(),
  };
}
