import type { FieldKind, FieldState } from '@fieldfare/protocol';
import { inDocumentOrder } from './document-order.ts';
import type { Field } from './field.ts';

/** Fields whose value has an end that shows: nobody knows when a name is whole. */
const ADVANCING = /^(card|card-number|card-exp.*|card-cvc|routing-number)$/;

/** Hands the focus on when a field has just been completed, to the next one if that is empty. */
export class AutoAdvance {
  readonly #complete = new Map<FieldState['kind'], boolean>();

  from({ kind, complete, focused, dirty }: FieldState, fields: Iterable<Field>): void {
    // Whoever comes back to a complete field stays there: only the completing itself moves on.
    const wasComplete = this.#complete.get(kind) === true;
    this.#complete.set(kind, complete);
    if (wasComplete || !complete || !focused || !dirty || !ADVANCING.test(kind)) return;
    const inOrder = inDocumentOrder(fields);
    const next = inOrder[inOrder.findIndex((field) => field.kind === (kind as FieldKind)) + 1];
    if (next?.state?.empty === true) next.focus();
  }
}
