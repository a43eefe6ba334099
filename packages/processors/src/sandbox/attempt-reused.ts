import { FieldfareError } from '@fieldfare/protocol';

/** An attempt id came again with other parameters: a defect of the caller. */
export function attemptReused(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'attempt_reused',
    audience: 'operator',
    message: 'The sandbox bank knows this attempt id with other parameters.',
  });
}
