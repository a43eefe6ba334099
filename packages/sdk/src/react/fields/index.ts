'use client';

export {
  AccountName,
  AccountNumber,
  AccountType,
  AddressCity,
  AddressCountry,
  AddressLine1,
  AddressLine2,
  AddressState,
  Card,
  CardCvc,
  CardExp,
  CardExpMonth,
  CardExpYear,
  CardName,
  CardNumber,
  CardPostalCode,
  RoutingNumber,
} from './components.tsx';
export { FieldfareProvider } from './fieldfare-provider.tsx';
export type { FieldfareProviderProps } from './fieldfare-provider.tsx';
export type { FieldsSnapshot } from './fields-store.ts';
export type { FieldHandle, HostedFieldProps } from './hosted-field.tsx';
export { useFields, usePay } from './use-fields.ts';
export type { FieldsHandle, Pay } from './use-fields.ts';
export { MisuseError } from '../../misuse-error.ts';
