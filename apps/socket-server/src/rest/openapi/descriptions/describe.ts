import { INTEGRATION_DESCRIPTIONS } from './integration.ts';
import type { OperationDescriptions } from './operation-description.ts';
import { PAYMENT_DESCRIPTIONS } from './payments.ts';
import { PEOPLE_DESCRIPTIONS } from './people.ts';

export const OPERATION_DESCRIPTIONS: OperationDescriptions = {
  ...PAYMENT_DESCRIPTIONS,
  ...INTEGRATION_DESCRIPTIONS,
  ...PEOPLE_DESCRIPTIONS,
};

/** The description of an operation, with the permission that it asks for; undefined where it has none. */
export function descriptionOf(method: string, path: string): string | undefined {
  const described = OPERATION_DESCRIPTIONS[`${method} ${path}`];
  if (!described) return undefined;
  const { text, permission } = described;
  return permission === undefined ? text : `${text}\n\nNeeds the permission \`${permission}\`.`;
}
