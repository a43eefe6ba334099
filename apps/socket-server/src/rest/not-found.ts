import { FieldfareError } from '@fieldfare/protocol';

const NOUNS = [
  'payment',
  'broadcast',
  'customer',
  'payment_method',
  'refund',
  'dispute',
  'approval',
  'session',
  'team_member',
  'team_invitation',
  'api_key',
  'event',
  'webhook_endpoint',
  'webhook_delivery',
  'processor_account',
  'font',
] as const;

/** The one answer for what does not exist and for what is somebody else's. */
export function notFound(what: (typeof NOUNS)[number]): FieldfareError {
  return new FieldfareError('not_found', {
    detail: `${what}_not_found`,
    message: `There is no such ${what.replaceAll('_', ' ')} in this mode.`,
  });
}
