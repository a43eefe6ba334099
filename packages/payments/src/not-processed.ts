import type { AuthorizeOutcome } from './ports/processor.ts';

/** What a processor answers that has, for certain, decided upon nothing. */
export const NOT_PROCESSED = {
  type: 'declined',
  declineCode: 'processing_error',
  processorReference: null,
  isUnprocessed: true,
} as const satisfies AuthorizeOutcome;

/** The same, because it does not know the kept card that it was asked to charge. */
export const REFERENCE_UNKNOWN = { ...NOT_PROCESSED, isReferenceUnknown: true } as const satisfies AuthorizeOutcome;
