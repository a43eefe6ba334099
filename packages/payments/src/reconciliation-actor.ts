import type { Actor } from './records.ts';

/** Who does what nobody asked for: it comes of looking at the processor's books. */
export const RECONCILIATION: Actor = { type: 'system', id: null, name: 'Reconciliation' };
