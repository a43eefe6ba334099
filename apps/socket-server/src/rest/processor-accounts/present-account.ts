import type { KeptProcessorAccount } from '@fieldfare/db';
import type { ProcessorAccount } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { WEBHOOKS_PATH } from './receive-webhook.ts';

/** What may be shown of an account: everything but where its credentials lie. */
export function presentAccount(
  { settings }: Deps,
  { merchantId: _merchantId, secretId: _secretId, ...account }: KeptProcessorAccount,
): ProcessorAccount {
  return { ...account, webhook_url: `${settings.origins.payments}/v1${WEBHOOKS_PATH}/${account.id}` };
}
