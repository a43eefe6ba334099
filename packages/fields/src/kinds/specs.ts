import type { FrameKind } from '@fieldfare/protocol';
import { accountNumberSpec } from './account-number-spec.ts';
import { accountTypeSpec } from './account-type-spec.ts';
import { countrySpec } from './country-spec.ts';
import { cvcSpec } from './cvc-spec.ts';
import { expiryMonthSpec, expiryYearSpec } from './expiry-parts-spec.ts';
import { expirySpec } from './expiry-spec.ts';
import type { FieldSpec } from './field-spec.ts';
import { nameSpec } from './name-spec.ts';
import { numberSpec } from './number-spec.ts';
import { postalCodeSpec } from './postal-code-spec.ts';
import { routingNumberSpec } from './routing-number-spec.ts';
import { textSpec } from './text-spec.ts';

const SPECS: Partial<Record<FrameKind, FieldSpec>> = {
  'card-number': numberSpec,
  'card-exp': expirySpec,
  'card-exp-month': expiryMonthSpec,
  'card-exp-year': expiryYearSpec,
  'card-cvc': cvcSpec,
  'card-name': nameSpec,
  'card-postal-code': postalCodeSpec,
  'address-line1': textSpec('billing address-line1', 'address_required'),
  'address-line2': textSpec('billing address-line2', null),
  'address-city': textSpec('billing address-level2', 'city_required'),
  'address-state': textSpec('billing address-level1', 'state_required'),
  'address-country': countrySpec,
  'account-name': textSpec('name', 'account_name_required'),
  'account-type': accountTypeSpec,
  'routing-number': routingNumberSpec,
  'account-number': accountNumberSpec,
};

/** Undefined for a kind that is no single field. */
export function specOf(kind: FrameKind): FieldSpec | undefined {
  return SPECS[kind];
}
