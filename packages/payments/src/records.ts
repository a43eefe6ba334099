import type {
  ActionForm,
  ApprovalRules,
  CaptureMethod,
  Currency,
  DeclineCode,
  DisputeStatus,
  EcPublicJwk,
  CardBrand,
  FeeMode,
  FeeRounding,
  FeeRule,
  MaskedMethod,
  Metadata,
  Mode,
  PageMay,
  PaymentMethodType,
  PaymentStatus,
  RefundStatus,
  SavedCardCode,
  SealingPublicJwk,
  SessionKind,
  SessionStatus,
  Velocity,
} from '@fieldfare/protocol';

/** Who caused a move. `name` is what the timeline shows. */
export interface Actor {
  type: 'shopper' | 'api_key' | 'user' | 'system';
  id: string | null;
  name: string | null;
}

export type AttemptType = 'authorize' | 'capture' | 'void' | 'refund';
export type AttemptState = 'in_flight' | 'unknown' | 'succeeded' | 'declined' | 'refused' | 'absent';

/** The operation that is under way on a payment, and the attempt that carries it. */
export interface PendingOperationRecord {
  type: 'capture' | 'void' | 'refund';
  state: 'in_flight' | 'unknown';
  attemptId: string;
  /** A cancel that waits for the authorization's outcome, and by whom it was asked for; no attempt carries it yet. */
  waiting?: WaitingCancel;
}

export interface WaitingCancel {
  actor: Actor;
  requestId: string | null;
}

/** What the shopper must do before their bank decides. */
export interface PendingActionRecord {
  id: string;
  type: 'challenge';
  form: ActionForm;
  triesLeft: number;
  expiresAt: Date;
}

export interface PaymentRecord {
  id: string;
  merchantId: string;
  mode: Mode;
  sessionId: string | null;
  customerId: string | null;
  reference: string | null;
  amountMinor: number;
  feeMinor: number;
  feeMode: FeeMode;
  totalMinor: number;
  authorizedMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  currency: Currency;
  status: PaymentStatus;
  pendingOperation: PendingOperationRecord | null;
  /** There while the payment is `requires_action`, and only then. */
  action: PendingActionRecord | null;
  paymentToken: string;
  recordNumber: string;
  method: MaskedMethod | null;
  /** The vault's name of the card or bank account. Never shown. */
  methodToken: string | null;
  /** The saved method that it was made with, where it was. */
  paymentMethodId: string | null;
  /** How it is captured, where no session says so. */
  capture: CaptureMethod | null;
  processor: string;
  processorReference: string | null;
  declineCode: DeclineCode | null;
  /** Why a bank returned the payment: the network's own code, such as R01. */
  returnCode: string | null;
  disputed: boolean;
  /** What lost disputes took back: the shopper has it. */
  disputeLostMinor: number;
  authorizationExpiresAt: Date | null;
  version: number;
  metadata: Metadata;
  createdAt: Date;
  updatedAt: Date;
}

export interface AttemptRecord {
  id: string;
  paymentId: string;
  type: AttemptType;
  state: AttemptState;
  amountMinor: number;
  currency: Currency;
  processor: string;
  actor: Actor;
  createdAt: Date;
  checks: number;
  /** Whether it was done at the processor past us, and adopted. */
  isOutside: boolean;
}

/** An attempt with how it ended. */
export interface AttemptDetail extends AttemptRecord {
  processorReference: string | null;
  reason: string | null;
  finishedAt: Date | null;
}

export interface RefundRecord {
  id: string;
  paymentId: string;
  amountMinor: number;
  feeMinor: number;
  currency: Currency;
  status: RefundStatus;
  reason: string | null;
  /** Whether it was made at the processor past us, and adopted. */
  isOutside: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export interface DisputeRecord {
  id: string;
  paymentId: string;
  amountMinor: number;
  currency: Currency;
  reason: string;
  status: DisputeStatus;
  processorReference: string;
  respondBy: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface PaymentEventRecord {
  id: string;
  paymentId: string;
  type: string;
  status: PaymentStatus;
  version: number;
  amountMinor: number | null;
  actor: Actor;
  detail: string | null;
  createdAt: Date;
}

export interface HostKeys {
  signing: EcPublicJwk;
  sealing: SealingPublicJwk;
}

export interface SessionRecord {
  id: string;
  sessionKey: string;
  merchantId: string;
  apiKeyId: string;
  mode: Mode;
  kind: SessionKind;
  status: SessionStatus;
  revision: number;
  generation: number;
  amountMinor: number;
  feeMinor: number;
  feeMode: FeeMode;
  totalMinor: number;
  currency: Currency;
  origin: string;
  reference: string | null;
  methods: PaymentMethodType[];
  capture: CaptureMethod;
  pageMay: PageMay[];
  /** Whom what is saved or paid here belongs to. */
  customerId: string | null;
  /** The saved card that is paid with, where the session names one; `code` is the profile's rule when it was opened. */
  savedMethod: { id: string; method: MaskedMethod; code: SavedCardCode } | null;
  paymentId: string | null;
  attempts: number;
  maxAttempts: number;
  hostKeys: HostKeys | null;
  metadata: Metadata;
  expiresAt: Date;
  createdAt: Date;
}

/** What a merchant allows and what it costs, as the engine needs it. */
export interface MerchantProfile {
  merchantId: string;
  name: string;
  status: 'active' | 'disabled';
  allowedOrigins: string[];
  methods: PaymentMethodType[];
  statementDescriptor: string;
  feeMode: FeeMode;
  feeBps: number;
  feeFixedMinor: number;
  minAmountMinor: number;
  maxAmountMinor: number;
  authorizationDays: number;
  /** What becomes of the fee when money is returned: kept, or returned in proportion. */
  refundFee: 'kept' | 'returned';
  /** ISO 3166-1 alpha-2. Where there are any, payments come from these countries alone. */
  allowedCountries: string[];
  /** Payments never come from these. */
  deniedCountries: string[];
  mcc: string;
  country: string;
  feeRounding: FeeRounding;
  feeRules: FeeRule[];
  /** Empty takes every brand, or every currency. */
  brands: CardBrand[];
  currencies: Currency[];
  duplicateWindowSeconds: number;
  velocity: Velocity;
  publishableKeyModes: Mode[];
  approvals: ApprovalRules;
  /** How many of a card number's first digits a page may learn. */
  binDigits: 0 | 6 | 8;
  /** Whether who pays with a saved card types its security code again. */
  savedCardCode: SavedCardCode;
  updatedAt: Date;
}
