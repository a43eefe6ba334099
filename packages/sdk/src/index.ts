export { Fieldfare } from './fieldfare.ts';
export type { FieldfareInstance, FieldfareOptions } from './fieldfare.ts';
export type { Field } from './field.ts';
export type { Fields } from './fields.ts';
export { MisuseError } from './misuse-error.ts';
export type {
  Appearance,
  CallError,
  CallResult,
  CancelOptions,
  ConfirmOptions,
  ConnectionState,
  FieldEvents,
  FieldOptions,
  FieldsEvents,
  FieldsOptions,
  FieldState,
  MountableKind,
  MountOptions,
  PaymentUpdate,
  PayOptions,
  SessionView,
  TokenizeOptions,
} from './types.ts';
export type { SessionOption } from './session-source.ts';
