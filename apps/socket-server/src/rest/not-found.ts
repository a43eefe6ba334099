import { FieldfareError } from '@fieldfare/protocol';

/** The one answer for what does not exist and for what is somebody else's. */
export function notFound(what: 'payment' | 'refund' | 'dispute' | 'session' | 'api_key'): FieldfareError {
  return new FieldfareError('not_found', {
    detail: `${what}_not_found`,
    message: `There is no such ${what.replace('_', ' ')} in this mode.`,
  });
}
