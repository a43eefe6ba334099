import { FieldfareError } from '@fieldfare/protocol';

/** An attempt id came again with other parameters: a defect of the caller. `who` begins the sentence: "Stripe". */
export function attemptReused(who: string): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'attempt_reused',
    audience: 'operator',
    message: `${who} knows this attempt id with other parameters.`,
  });
}
