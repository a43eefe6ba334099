import { notify } from '@fieldfare/payments';
import type { NotifyDeps } from '@fieldfare/payments';
import type { NotifyMerchant } from './webhooks.ts';

/** Notices of a merchant as notifications in the console. */
export function notifyMerchantOver(deps: NotifyDeps): NotifyMerchant {
  return async (merchantId, notice) => {
    await notify(deps, { audience: { type: 'merchant', merchantId }, ...notice });
  };
}
