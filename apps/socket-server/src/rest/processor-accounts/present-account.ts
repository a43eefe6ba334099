import type { KeptProcessorAccount } from '@fieldfare/db';
import type { ProcessorAccount } from '@fieldfare/protocol';

/** What may be shown of an account: everything but where its credentials lie. */
export function presentAccount({
  merchantId: _merchantId,
  secretId: _secretId,
  ...account
}: KeptProcessorAccount): ProcessorAccount {
  return account;
}
