import type { DeclineCode } from '@fieldfare/protocol';
import type { Clock } from '../ports/clock.ts';
import type {
  AuthorizeOutcome,
  AuthorizeRequest,
  LookupOutcome,
  OperationOutcome,
  OperationRequest,
  Processor,
} from '../ports/processor.ts';

/** What becomes of one request: answered, lost on its way there, or done with its answer lost on the way back. */
export type Fate = 'answered' | 'lost_before' | 'lost_after';

export interface BankAuthorization {
  authorizedMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  isVoided: boolean;
  expiresAt: Date;
}

interface Entry {
  parameters: string;
  outcome: Exclude<AuthorizeOutcome | OperationOutcome, { type: 'unknown' }>;
}

export interface FakeBank extends Processor {
  /** Every request and look-up in the order of their arrival, such as `capture att_…`. */
  readonly calls: string[];
  readonly authorizations: ReadonlyMap<string, BankAuthorization>;
  /** The fates of the next requests, in order; afterwards everything is answered. */
  plan(...fates: Fate[]): void;
  /** Declines the cards of the next authorizations, in order; null approves. */
  decide(...declineCodes: (DeclineCode | null)[]): void;
  isReachable: boolean;
  settlingDelayMs: number;
  idempotencyWindowMs: number;
}

const LOST = { type: 'unknown', reason: 'No answer.' } as const;
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** A bank in memory with true books, whose answers a test may lose. Keeps the promises of the processor port. */
export function createFakeBank(clock: Clock): FakeBank {
  const entries = new Map<string, Entry>();
  const authorizations = new Map<string, BankAuthorization>();
  const fates: Fate[] = [];
  const declineCodes: (DeclineCode | null)[] = [];
  const calls: string[] = [];

  function answer<Outcome extends Entry['outcome']>(
    attemptId: string,
    parameters: string,
    decide: () => Outcome,
  ): Outcome | typeof LOST {
    const fate = fates.shift() ?? 'answered';
    if (fate === 'lost_before') return LOST;
    const known = entries.get(attemptId);
    if (known && known.parameters !== parameters) throw new TypeError(`${attemptId} comes again with other parameters`);
    const outcome = (known?.outcome as Outcome | undefined) ?? decide();
    entries.set(attemptId, { parameters, outcome });
    return fate === 'lost_after' ? LOST : outcome;
  }

  function authorize({ attemptId, amountMinor, currency }: AuthorizeRequest): AuthorizeOutcome {
    calls.push(`authorize ${attemptId}`);
    return answer<Exclude<AuthorizeOutcome, { type: 'unknown' }>>(
      attemptId,
      `authorize ${amountMinor} ${currency}`,
      () => {
        const declineCode = declineCodes.shift() ?? null;
        const processorReference = `bank_${attemptId}`;
        if (declineCode) return { type: 'declined', declineCode, processorReference };
        const expiresAt = new Date(clock.now().getTime() + LIFETIME_MS);
        authorizations.set(processorReference, {
          authorizedMinor: amountMinor,
          capturedMinor: 0,
          refundedMinor: 0,
          isVoided: false,
          expiresAt,
        });
        return {
          type: 'authorized',
          processorReference,
          authorizedMinor: amountMinor,
          expiresAt,
          networkTransactionId: null,
        };
      },
    );
  }

  function operate(
    type: 'capture' | 'void' | 'refund',
    { attemptId, processorReference, amountMinor, currency }: OperationRequest,
  ): OperationOutcome {
    calls.push(`${type} ${attemptId}`);
    return answer<Exclude<OperationOutcome, { type: 'unknown' }>>(
      attemptId,
      `${type} ${processorReference} ${amountMinor} ${currency}`,
      () => {
        const held = authorizations.get(processorReference);
        const after = held && moved(held, type, amountMinor, clock.now());
        if (!after) return { type: 'refused', reason: `The bank refuses this ${type}.` };
        authorizations.set(processorReference, after);
        return { type: 'succeeded', processorReference: `bank_${attemptId}` };
      },
    );
  }

  return {
    name: 'fake',
    settlingDelayMs: 3_000,
    idempotencyWindowMs: 24 * 3_600_000,
    isReachable: true,
    calls,
    authorizations,
    plan: (...next) => void fates.push(...next),
    decide: (...next) => void declineCodes.push(...next),
    authorize: async (request) => authorize(request),
    capture: async (request) => operate('capture', request),
    void: async (request) => operate('void', request),
    refund: async (request) => operate('refund', request),
    async lookup(attemptId): Promise<LookupOutcome> {
      calls.push(`lookup ${attemptId}`);
      if (!this.isReachable) return { type: 'unreachable', reason: 'The bank cannot be reached.' };
      return entries.get(attemptId)?.outcome ?? { type: 'absent' };
    },
    async health() {
      return { isHealthy: this.isReachable, detail: 'A fake.' };
    },
  };
}

/** The authorization after an operation, or null where the bank's rules forbid it. */
function moved(
  held: BankAuthorization,
  type: 'capture' | 'void' | 'refund',
  amountMinor: number,
  now: Date,
): BankAuthorization | null {
  if (held.isVoided || amountMinor < 1) return null;
  if (type === 'refund') {
    const refundedMinor = held.refundedMinor + amountMinor;
    return refundedMinor <= held.capturedMinor ? { ...held, refundedMinor } : null;
  }
  if (held.capturedMinor > 0 || held.expiresAt <= now) return null;
  if (type === 'void') return { ...held, isVoided: true };
  return amountMinor <= held.authorizedMinor ? { ...held, capturedMinor: amountMinor } : null;
}
