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

/** What a merchant has, or a person. */
export type Noun = (typeof NOUNS)[number];

/** The one answer for what does not exist and for what is somebody else's. */
export function notFound(what: Noun, param?: string): FieldfareError {
  return new FieldfareError('not_found', {
    detail: `${what}_not_found`,
    ...(param === undefined ? {} : { param }),
    message: `There is no such ${what.replaceAll('_', ' ')} in this mode.`,
  });
}
