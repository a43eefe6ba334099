import type {
  ActionForm,
  BankAccountSecrets,
  CardSecrets,
  Currency,
  DeclineCode,
  DisputeStatus,
} from '@fieldfare/protocol';

/** A card as it is charged: a saved one has no security code, because none is ever stored. */
export type ChargedCard = Omit<CardSecrets, 'cvc'> & { cvc?: string };

/** A card that the processor keeps: its own name of it, and the security code where its holder has typed it again. */
export interface KeptCard {
  reference: string;
  cvc?: string;
}

/** What the networks want to know of a charge to a card on file. */
export interface StoredCredential {
  /** Nobody is there to answer a challenge: where the bank insists on one, it declines. */
  isOffSession: boolean;
  /** The network's name of the first authorization of this card, where it has given one. */
  networkTransactionId: string | null;
}

export interface AuthorizeRequest {
  /** Our attempt id: the processor's reference and idempotency key. */
  attemptId: string;
  amountMinor: number;
  currency: Currency;
  card: ChargedCard | KeptCard;
  /** There where the card was saved before. */
  stored?: StoredCredential;
  /** At most 22 characters, what the cardholder reads on the statement. */
  statementDescriptor: string;
}

/** A reference operation on what was authorized. */
export interface OperationRequest {
  attemptId: string;
  /** The authorization's own reference at the processor. */
  processorReference: string;
  amountMinor: number;
  currency: Currency;
}

/** What the shopper must do at the processor's before it decides upon an authorization. */
export interface RequiredAction {
  form: ActionForm;
  triesLeft: number;
  expiresAt: Date;
}

export interface ActionRequired {
  type: 'action_required';
  processorReference: string | null;
  action: RequiredAction;
}

/** A debit of a bank account, on its way to the network. */
export interface DebitRequest {
  attemptId: string;
  amountMinor: number;
  currency: Currency;
  account: BankAccountSecrets;
}

/** `pending`: the network has it, and says days later what became of it. */
export type DebitOutcome =
  | { type: 'pending'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

/** An authorization that is ours alone: the owner of a bank account authorized its debit, and nobody was asked. */
export interface AcceptedDebit {
  type: 'accepted';
  authorizedMinor: number;
  expiresAt: Date;
}

/** `unknown` is an outcome: the processor may or may not have done it. It is never guessed. */
export type AuthorizeOutcome =
  | {
      type: 'authorized';
      processorReference: string;
      authorizedMinor: number;
      expiresAt: Date;
      networkTransactionId: string | null;
    }
  | {
      type: 'declined';
      declineCode: DeclineCode;
      processorReference: string | null;
      /** True where the processor, for certain, decided upon nothing: another one may be asked. Never where there is any doubt. */
      isUnprocessed?: boolean;
      /** True, together with `isUnprocessed`, where it does not know, or no longer takes, the kept card that it was asked to charge. */
      isReferenceUnknown?: boolean;
    }
  | ActionRequired
  | { type: 'unknown'; reason: string };

export type OperationOutcome =
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

/** What is known of an attempt besides its id; some books are found by it alone, others by what it was for. */
export interface AttemptHint {
  type: 'authorize' | 'capture' | 'void' | 'refund';
  /** The authorization that a capture, void or refund refers to. */
  processorReference: string | null;
}

/**
 * What the processor's books say of one of our attempts. A debit is `pending`, then `succeeded`; `returned` may come before that and long
 * after it.
 */
export type LookupOutcome =
  | { type: 'absent' }
  | {
      type: 'authorized';
      processorReference: string;
      authorizedMinor: number;
      expiresAt: Date;
      networkTransactionId: string | null;
      /** How much of it was captured since, by whomever; left out where nothing was, or the books do not tell. */
      capturedMinor?: number;
      /** How much of that was returned since, by whomever; left out where the books do not tell. */
      refundedMinor?: number;
    }
  | { type: 'declined'; declineCode: DeclineCode; processorReference: string | null }
  | ActionRequired
  | { type: 'pending'; processorReference: string }
  | { type: 'returned'; processorReference: string; code: string }
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unreachable'; reason: string };

/**
 * A processor's side of challenges. It decides once: whatever comes after the decision, an answer or the wish to abandon, is answered with
 * it, so that an answer and an expiry at the same moment cannot both win.
 */
export interface ChallengeDesk {
  /** Hands the shopper's code in; a wrong one is `action_required` again while tries are left, and a decline afterwards. */
  complete(request: { attemptId: string; code: string }): Promise<AuthorizeOutcome>;
  /** Gives the challenge up: a decline, `authentication_failed`, unless it was decided before. */
  abandon(request: { attemptId: string }): Promise<AuthorizeOutcome>;
}

/** A card for the processor to keep, so that it need not be sent again. */
export interface TokenizeRequest {
  /** Our name of this keeping: the same is kept once, and found by it when it is to be forgotten. */
  keepingId: string;
  card: ChargedCard;
}

/** `refused`: for certain it keeps nothing that could be charged. `unknown`: it may. */
export type TokenizeOutcome =
  | { type: 'kept'; reference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

/** A keeping to be undone. Its reference is not needed: the card that it was sealed with may be shredded by now. */
export interface DetachRequest {
  keepingId: string;
  /** Between these moments the processor was asked to keep the card. */
  askedSince: Date;
  askedUntil: Date;
}

/** `detached`: it keeps the card no more, or never has. Whatever else it is, the card may still be there. */
export type DetachOutcome =
  | { type: 'detached' }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

/** A processor's side of bank debits (ACH). */
export interface DebitDesk {
  /** Hands a debit to the network. */
  submit(request: DebitRequest): Promise<DebitOutcome>;
}

/** What a processor's books say of a dispute. */
export interface ProcessorDispute {
  /** The processor's own name of it. */
  processorReference: string;
  /** Our attempt id of the authorization that it concerns. */
  attemptId: string;
  amountMinor: number;
  reason: string;
  status: DisputeStatus;
  respondBy: Date | null;
}

/** A webhook as it arrived: nothing of it is believed before its signature was verified. */
export interface ProcessorWebhook {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** What a processor's webhook is about. It is a reason to look, never a fact: what became of an attempt is asked of the processor's books. */
export type ProcessorNotice =
  | {
      type: 'attempt';
      /** One of our attempts that it names, and the authorization's reference; either may be missing. */
      attemptId: string | null;
      processorReference: string | null;
    }
  /** Something may have been done to an authorization of ours past us, in the processor's own dashboard. */
  | { type: 'outside'; attemptId: string }
  /** As the processor's books have it at this moment, whatever the webhook said. */
  | { type: 'dispute'; dispute: ProcessorDispute };

export type WebhookReading =
  | { type: 'read'; notices: ProcessorNotice[] }
  /** Not signed by this account's processor, or too old. */
  | { type: 'forged' }
  /** The account has no secret to verify signatures by. */
  | { type: 'unverifiable' }
  /** It is genuine, but what it is about could not be asked; the processor sends it again. */
  | { type: 'unreachable'; reason: string };

/** A refund as the processor's books have it, whoever made it. */
export interface RefundInBooks {
  processorReference: string;
  /** What it carries in the place where ours carry their attempt; another's text may stand there. */
  attemptId: string | null;
  amountMinor: number;
  /** True where it was returned to nobody, or taken back. */
  hasFailed: boolean;
}

/** What became of one authorization by now, whoever did it. `other` is a state in which nothing is to be learnt. */
export interface AuthorizationBooks {
  state: 'held' | 'captured' | 'released' | 'other';
  capturedMinor: number;
  refunds: RefundInBooks[];
}

export type BooksReading =
  | { type: 'read'; books: AuthorizationBooks }
  | { type: 'absent' }
  | { type: 'unreachable'; reason: string };

/** One payment processor. Adapters answer outcomes; they throw only for programming errors. */
export interface Processor {
  readonly name: string;
  /** How long after a request its absence from the processor's books may be believed, in milliseconds. */
  readonly settlingDelayMs: number;
  /** How long the processor remembers an idempotency key, in milliseconds. 0: it knows none, so that nothing is ever sent again. */
  readonly idempotencyWindowMs: number;
  authorize(request: AuthorizeRequest): Promise<AuthorizeOutcome>;
  capture(request: OperationRequest): Promise<OperationOutcome>;
  void(request: OperationRequest): Promise<OperationOutcome>;
  refund(request: OperationRequest): Promise<OperationOutcome>;
  /** Has a card kept, which holds no money. The same keeping again, within the idempotency window, answers the same reference. */
  tokenize(request: TokenizeRequest): Promise<TokenizeOutcome>;
  /** Has a kept card forgotten; its reference is unknown from then on. */
  detach(request: DetachRequest): Promise<DetachOutcome>;
  /** Absent where the processor never asks for a challenge. */
  readonly challenges?: ChallengeDesk;
  /** Absent where the processor takes no bank debits. */
  readonly debits?: DebitDesk;
  lookup(attemptId: string, hint?: AttemptHint): Promise<LookupOutcome>;
  /** All that was done to an authorization, by its reference; left out where nobody but us can do anything. */
  books?(processorReference: string): Promise<BooksReading>;
  /** Disputes that came up or were decided since then; left out where the processor tells of them by itself. */
  disputes?(since: Date): Promise<ProcessorDispute[]>;
  /** Reads what the processor tells by itself; left out where it tells nothing. */
  readWebhook?(webhook: ProcessorWebhook): Promise<WebhookReading>;
  health(): Promise<{ isHealthy: boolean; detail: string }>;
}
