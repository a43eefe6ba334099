import type { MountableKind } from '../../types.ts';
import { HostedField } from './hosted-field.tsx';
import type { HostedFieldProps } from './hosted-field.tsx';

function componentOf(kind: MountableKind, displayName: string) {
  const Component = (props: HostedFieldProps) => <HostedField kind={kind} {...props} />;
  Component.displayName = displayName;
  return Component;
}

/** Number, expiration date and security code in one field. */
export const Card = /* @__PURE__ */ componentOf('card', 'Card');
export const CardNumber = /* @__PURE__ */ componentOf('card-number', 'CardNumber');
export const CardExp = /* @__PURE__ */ componentOf('card-exp', 'CardExp');
export const CardExpMonth = /* @__PURE__ */ componentOf('card-exp-month', 'CardExpMonth');
export const CardExpYear = /* @__PURE__ */ componentOf('card-exp-year', 'CardExpYear');
export const CardCvc = /* @__PURE__ */ componentOf('card-cvc', 'CardCvc');
export const CardName = /* @__PURE__ */ componentOf('card-name', 'CardName');
export const CardPostalCode = /* @__PURE__ */ componentOf('card-postal-code', 'CardPostalCode');

export const AddressLine1 = /* @__PURE__ */ componentOf('address-line1', 'AddressLine1');
export const AddressLine2 = /* @__PURE__ */ componentOf('address-line2', 'AddressLine2');
export const AddressCity = /* @__PURE__ */ componentOf('address-city', 'AddressCity');
export const AddressState = /* @__PURE__ */ componentOf('address-state', 'AddressState');
export const AddressCountry = /* @__PURE__ */ componentOf('address-country', 'AddressCountry');

export const AccountName = /* @__PURE__ */ componentOf('account-name', 'AccountName');
export const AccountType = /* @__PURE__ */ componentOf('account-type', 'AccountType');
export const RoutingNumber = /* @__PURE__ */ componentOf('routing-number', 'RoutingNumber');
export const AccountNumber = /* @__PURE__ */ componentOf('account-number', 'AccountNumber');
