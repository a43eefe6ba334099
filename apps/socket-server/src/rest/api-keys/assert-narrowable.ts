import { FieldfareError } from '@fieldfare/protocol';
import type { UpdateApiKey } from '@fieldfare/protocol';

/** A publishable key may do one thing, from whatever address a shopper has: there is nothing to narrow. */
export function assertNarrowable(
  type: 'secret' | 'publishable',
  { scopes, ip_allow_list: ranges }: Pick<UpdateApiKey, 'scopes' | 'ip_allow_list'>,
): void {
  if (type === 'secret') return;
  const param = scopes ? 'scopes' : ranges && ranges.length > 0 ? 'ip_allow_list' : null;
  if (param === null) return;
  throw new FieldfareError('validation_error', {
    detail: 'secret_key_required',
    param,
    message:
      'Only a secret key has scopes and an IP allow-list. A publishable key only creates sessions, for shoppers.',
  });
}
