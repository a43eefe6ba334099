import type {
  Appearance,
  Billing,
  CallError as FrameError,
  CallResult as FrameResult,
  ConnectionState,
  FieldKind,
  PaymentMethodType,
  FieldState,
  FieldSetup,
  PaymentUpdate,
  SessionView,
} from '@fieldfare/protocol';
import type { Messages } from './messages.ts';
import type { SessionOption } from './session-source.ts';

/**
 * Why something did not work: `code` is its type, `detail` names exactly what, `message` says what failed and what to do (for the shopper,
 * where the shopper can do it), and `doc_url` leads to more.
 */
export interface CallError extends FrameError {
  doc_url: string;
}

/**
 * How a call ended. `status` is the payment's, or `saved` (a payment method, and nothing charged), `invalid` (a field is not good), `error`
 * (certainly not charged by this call), `unknown` (perhaps charged: wait for the event `status`; of `tokenize()`: perhaps saved, call it
 * again).
 */
export interface CallResult extends Omit<FrameResult, 'error'> {
  error: CallError | null;
}

/** The kinds of field that this version can mount. */
export type MountableKind = FieldKind;

export interface FieldsOptions {
  session: SessionOption;
  appearance?: Appearance;
  locale?: string;
  /** Overrides sentences by their code, or by language and code: `{ number_incomplete: '…', de: { insufficient_funds: '…' } }`. */
  messages?: Messages;
  /** Whose postal codes are expected (ISO 3166-1) where no field asks for the country. */
  country?: string;
  /** Moves the focus on once a field is complete. Off by default. */
  autoAdvance?: boolean;
}

export type FieldOptions = Pick<FieldSetup, 'label' | 'placeholder' | 'disabled' | 'masked'> & {
  appearance?: Appearance;
};

export interface MountOptions {
  /** Aborting unmounts the field, or keeps it from ever mounting; it never raises an error. */
  signal?: AbortSignal;
}

export interface FieldEvents {
  ready: { kind: MountableKind };
  change: FieldState;
  focus: { kind: MountableKind };
  blur: { kind: MountableKind };
  /** Enter was pressed in a field. Where the field stands in a form, that form is submitted next. */
  submit: { kind: MountableKind };
  /** First digits of a whole card number, where the merchant's profile allows it; null once the number is no longer whole. */
  bin: { bin: string | null };
  error: CallError;
}

export interface FieldsEvents extends FieldEvents {
  /** The payment changed; versions only ever rise. */
  status: PaymentUpdate;
  session: SessionView;
  connection: { state: ConnectionState; detail: string | null };
  /** What a payer of a bank account agrees to: to be shown beside the button that pays, and shown again when it changes. */
  mandate: { text: string };
  /** The bank asks its cardholder, in a dialog of ours over the page; then it has decided. */
  challenge: { open: boolean };
}

export interface PayOptions {
  /** Where the page shows fields of both methods. Default: the one whose fields it shows, or else the shopper used last. */
  method?: PaymentMethodType;
  billing?: Billing;
  /** Beside the session's own, none of whose keys a page can replace. */
  metadata?: Record<string, string>;
  /** Stops the payment as long as nothing was sent; afterwards only the bank's answer ends it. */
  signal?: AbortSignal;
}

export type TokenizeOptions = Pick<PayOptions, 'method' | 'signal'>;

export interface ConfirmOptions {
  amountMinor?: number;
  /** Stops the call while the fields load; afterwards only the answer ends it. */
  signal?: AbortSignal;
}

export type CancelOptions = Pick<ConfirmOptions, 'signal'>;

export type { Appearance, ConnectionState, FieldState, PaymentUpdate, SessionView };
