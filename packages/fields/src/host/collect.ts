import type { FieldKind, PaymentMethodType } from '@fieldfare/protocol';
import { splitParts } from '../card/combined-parts.ts';
import type { FieldValue } from '../frame/host-contract.ts';
import { KINDS_OF_METHOD } from '../kinds/kinds-of-method.ts';
import type { Problem, Siblings } from './siblings.ts';
import { untilAborted } from './until-aborted.ts';

export interface CollectDeps {
  frame: string;
  field: FieldValue | null;
  siblings: Siblings;
  signal: AbortSignal;
}

/** What the page's fields of a method hold, or what is wrong with the first of them. */
export type Collected = { values: ReadonlyMap<FieldKind, string> } | { problem: Problem };

/** Checks every field that belongs to a method, this frame's own first, and brings their values together. */
export async function collect(
  call: number,
  method: PaymentMethodType,
  { frame, field, siblings, signal }: CollectDeps,
): Promise<Collected> {
  const kinds = KINDS_OF_METHOD[method];
  const own = field !== null && kinds.has(field.kind) ? field : null;
  const others = siblings.collect(call, kinds);
  const ownProblem = own?.validate() ?? null;
  const found = await untilAborted(others.problems, signal);
  const problem = ownProblem === null ? found[0] : { ...ownProblem, frame };
  if (problem !== undefined) return { problem };
  const collected = await untilAborted(others.values, signal);
  if (own !== null) collected.push([own.kind, own.value()]);
  return { values: new Map(collected.flatMap(([kind, value]) => splitParts(kind, value))) };
}
