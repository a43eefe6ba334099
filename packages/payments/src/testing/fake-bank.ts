import type { DeclineCode } from '@fieldfare/protocol';
import { REFERENCE_UNKNOWN } from '../not-processed.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  ActionRequired,
  AuthorizeOutcome,
  AuthorizeRequest,
  BooksReading,
  DebitDesk,
  LookupOutcome,
  OperationOutcome,
  OperationRequest,
  Processor,
  RefundInBooks,
} from '../ports/processor.ts';
import { createFakeKeeping, LOST } from './fake-keeping.ts';

/** What becomes of one request: answered, lost on its way there, or done with its answer lost on the way back. */
export type Fate = 'answered' | 'lost_before' | 'lost_after';

export interface BankAuthorization {
  authorizedMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  isVoided: boolean;
  expiresAt: Date;
}

type CertainAuthorization = Exclude<AuthorizeOutcome, { type: 'unknown' }>;
type Decision = DeclineCode | 'challenge' | null;

export const PASSING_CODE = '123456';
const CHALLENGE_LIFETIME_MS = 10 * 60_000;
const CHALLENGE_TRIES = 3;

interface Entry {
  parameters: string;
  outcome: CertainAuthorization | Exclude<OperationOutcome, { type: 'unknown' }>;
}

export interface FakeBank extends Processor {
  /** Every request and look-up in the order of their arrival, such as `capture att_…`. */
  readonly calls: string[];
  readonly authorizations: ReadonlyMap<string, BankAuthorization>;
  /** The fates of the next requests, in order; afterwards everything is answered. */
  plan(...fates: Fate[]): void;
  /** Declines or challenges the cards of the next authorizations, in order; null approves. The code `PASSING_CODE` passes a challenge. */
  decide(...decisions: Decision[]): void;
  /** Tells what became of a debit: it settled, or its bank returned it with a code. */
  tellOfDebit(attemptId: string, news: 'settled' | { returned: string }): void;
  /** Does something to an authorization past us, as a merchant does in the bank's own dashboard; false where the bank forbids it. */
  actOutside(type: 'capture' | 'void' | 'refund', processorReference: string, amountMinor: number): boolean;
  books: NonNullable<Processor['books']>;
  /** Kept cards: their numbers by their references. */
  readonly kept: Map<string, string>;
  isReachable: boolean;
  settlingDelayMs: number;
  idempotencyWindowMs: number;
}

const NOT_AUTHENTICATED = {
  type: 'declined',
  declineCode: 'authentication_failed',
  processorReference: null,
} as const;
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** A bank in memory with true books, whose answers a test may lose. Keeps the promises of the processor port. */
export function createFakeBank(clock: Clock): FakeBank {
  const entries = new Map<string, Entry>();
  const authorizations = new Map<string, BankAuthorization>();
  const fates: Fate[] = [];
  const decisions: Decision[] = [];
  const calls: string[] = [];
  const amounts = new Map<string, number>();
  const { kept, ...keeping } = createFakeKeeping(calls, () => fates.shift() ?? 'answered');

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

  function authorize({ attemptId, amountMinor, currency, card }: AuthorizeRequest): AuthorizeOutcome {
    calls.push(`authorize ${attemptId}`);
    if ('reference' in card && !kept.has(card.reference)) return REFERENCE_UNKNOWN;
    return answer<CertainAuthorization>(attemptId, `authorize ${amountMinor} ${currency}`, () => {
      const decision = decisions.shift() ?? null;
      const processorReference = `bank_${attemptId}`;
      if (decision === 'challenge') {
        amounts.set(attemptId, amountMinor);
        const expiresAt = new Date(clock.now().getTime() + CHALLENGE_LIFETIME_MS);
        const action = { form: { type: 'code', digits: 6 }, triesLeft: CHALLENGE_TRIES, expiresAt } as const;
        return { type: 'action_required', processorReference, action };
      }
      if (decision) return { type: 'declined', declineCode: decision, processorReference };
      return hold(processorReference, amountMinor);
    });
  }

  function hold(processorReference: string, amountMinor: number): CertainAuthorization {
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
  }

  /** Decides a challenge once; afterwards whatever comes is answered with the decision. */
  function decideChallenge(call: string, attemptId: string, next: (found: ActionRequired) => CertainAuthorization) {
    calls.push(`${call} ${attemptId}`);
    const fate = fates.shift() ?? 'answered';
    const entry = entries.get(attemptId);
    if (fate === 'lost_before' || !entry) return LOST;
    if (entry.outcome.type === 'action_required') entry.outcome = next(entry.outcome);
    return fate === 'lost_after' ? LOST : (entry.outcome as CertainAuthorization);
  }

  function answered(
    attemptId: string,
    code: string,
    { processorReference, action }: ActionRequired,
  ): CertainAuthorization {
    const isLate = action.expiresAt <= clock.now();
    if (code === PASSING_CODE && !isLate) return hold(processorReference ?? '', amounts.get(attemptId) ?? 0);
    const triesLeft = action.triesLeft - 1;
    if (isLate || triesLeft === 0) return NOT_AUTHENTICATED;
    return { type: 'action_required', processorReference, action: { ...action, triesLeft } };
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
        if (type === 'refund') enter(processorReference, `bank_${attemptId}`, attemptId, amountMinor);
        return { type: 'succeeded', processorReference: `bank_${attemptId}` };
      },
    );
  }

  const refunds: { of: string; entry: RefundInBooks }[] = [];
  const actOutside: FakeBank['actOutside'] = (type, processorReference, amountMinor) => {
    const held = authorizations.get(processorReference);
    const after = held && moved(held, type, amountMinor, clock.now());
    if (!after) return false;
    authorizations.set(processorReference, after);
    if (type === 'refund') enter(processorReference, `outside_${refunds.length}`, null, amountMinor);
    return true;
  };
  function enter(of: string, reference: string, attemptId: string | null, amountMinor: number): void {
    refunds.push({ of, entry: { processorReference: reference, attemptId, amountMinor, hasFailed: false } });
  }
  const stateOf = ({ isVoided, capturedMinor }: BankAuthorization) =>
    isVoided ? 'released' : capturedMinor > 0 ? 'captured' : 'held';

  const debits = new Map<string, LookupOutcome>();
  const submit: DebitDesk['submit'] = async ({ attemptId, amountMinor, currency, account }) => {
    calls.push(`debit ${attemptId}`);
    const parameters = `debit ${amountMinor} ${currency} ${account.account_number}`;
    const processorReference = `bank_${attemptId}`;
    const outcome = answer(attemptId, parameters, () => {
      debits.set(attemptId, { type: 'pending', processorReference });
      authorizations.set(processorReference, {
        authorizedMinor: amountMinor,
        capturedMinor: amountMinor,
        refundedMinor: 0,
        isVoided: false,
        expiresAt: new Date(clock.now().getTime() + LIFETIME_MS),
      });
      return { type: 'succeeded', processorReference };
    });
    return outcome.type === 'unknown' ? outcome : { type: 'pending', processorReference };
  };

  return {
    name: 'fake',
    settlingDelayMs: 3_000,
    idempotencyWindowMs: 24 * 3_600_000,
    isReachable: true,
    calls,
    authorizations,
    plan: (...next) => void fates.push(...next),
    decide: (...next) => void decisions.push(...next),
    authorize: async (request) => authorize(request),
    capture: async (request) => operate('capture', request),
    void: async (request) => operate('void', request),
    refund: async (request) => operate('refund', request),
    kept,
    ...keeping,
    challenges: {
      complete: async ({ attemptId, code }) =>
        decideChallenge('complete', attemptId, (found) => answered(attemptId, code, found)),
      abandon: async ({ attemptId }) => decideChallenge('abandon', attemptId, () => NOT_AUTHENTICATED),
    },
    debits: { submit },
    tellOfDebit: (attemptId, news) => {
      const processorReference = `bank_${attemptId}`;
      debits.set(
        attemptId,
        news === 'settled'
          ? { type: 'succeeded', processorReference }
          : { type: 'returned', processorReference, code: news.returned },
      );
    },
    async lookup(attemptId): Promise<LookupOutcome> {
      calls.push(`lookup ${attemptId}`);
      if (!this.isReachable) return { type: 'unreachable', reason: 'The bank cannot be reached.' };
      return debits.get(attemptId) ?? entries.get(attemptId)?.outcome ?? { type: 'absent' };
    },
    actOutside,
    async books(processorReference): Promise<BooksReading> {
      if (!this.isReachable) return { type: 'unreachable', reason: 'The bank cannot be reached.' };
      const held = authorizations.get(processorReference);
      if (!held) return { type: 'absent' };
      const ofIt = refunds.filter(({ of }) => of === processorReference).map(({ entry }) => entry);
      return { type: 'read', books: { state: stateOf(held), capturedMinor: held.capturedMinor, refunds: ofIt } };
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
