import { FieldfareError } from '@fieldfare/protocol';

/** Refuses a stretch of time that ends before it begins: whoever asks for it would take "nothing" for an answer about the days that he meant. */
export function assertTimeRange({
  created_from: from,
  created_to: to,
}: {
  created_from?: string | undefined;
  created_to?: string | undefined;
}): void {
  if (from === undefined || to === undefined || Date.parse(from) < Date.parse(to)) return;
  throw new FieldfareError('validation_error', {
    detail: 'range_invalid',
    param: 'created_to',
    message: 'created_to must be later than created_from. It is the first moment that is left out.',
  });
}
