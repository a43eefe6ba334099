import type {
  Appearance,
  Billing,
  CallError,
  CallResult,
  ConnectionState,
  FieldKind,
  FieldState,
  FieldSetup,
  PaymentUpdate,
  SessionView,
} from '@fieldfare/protocol';
import type { SessionOption } from './session-source.ts';

/** The kinds of field that this version can mount. */
export type MountableKind = Extract<
  FieldKind,
  'card-number' | 'card-exp' | 'card-cvc' | 'card-name' | 'card-postal-code'
>;

export interface FieldsOptions {
  session: SessionOption;
  appearance?: Appearance;
  locale?: string;
  /** Overrides sentences by their code, for instance `{ number_incomplete: '…', insufficient_funds: '…' }`. */
  messages?: Record<string, string>;
}

export type FieldOptions = Pick<FieldSetup, 'label' | 'placeholder' | 'disabled'> & { appearance?: Appearance };

export interface MountOptions {
  /** Aborting unmounts the field, or keeps it from ever mounting; it never raises an error. */
  signal?: AbortSignal;
}

export interface FieldEvents {
  ready: { kind: MountableKind };
  change: FieldState;
  focus: { kind: MountableKind };
  blur: { kind: MountableKind };
  /** Enter was pressed in a field. */
  submit: { kind: MountableKind };
  error: CallError;
}

export interface FieldsEvents extends FieldEvents {
  /** The payment changed; versions only ever rise. */
  status: PaymentUpdate;
  session: SessionView;
  connection: { state: ConnectionState; detail: string | null };
}

export interface PayOptions {
  billing?: Billing;
  metadata?: Record<string, string>;
  /** Stops the payment as long as nothing was sent; afterwards only the bank's answer ends it. */
  signal?: AbortSignal;
}

export interface ConfirmOptions {
  amountMinor?: number;
}

export type { Appearance, CallError, CallResult, ConnectionState, FieldState, PaymentUpdate, SessionView };
