import { presentProfile } from '@fieldfare/payments';
import type { MerchantProfile } from '@fieldfare/payments';
import { FieldfareError, Profile, UpdateProfile } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET` and `PATCH /v1/profile`: what the merchant allows, charges and shows. */
export function routeProfile(app: RestApp, deps: Deps): void {
  app.get(
    '/profile',
    { config: { words: { summary: 'Retrieve the payment profile', answer: Profile } } },
    async (request) => {
      const { merchantId } = authorized(request, 'profile:read');
      return presentProfile(await currentProfile(deps, merchantId));
    },
  );

  app.patch(
    '/profile',
    {
      schema: { body: UpdateProfile },
      config: {
        words: { summary: 'Change the payment profile; what is left out stays', answer: Profile, access: 'person' },
      },
    },
    async (request) => {
      const { merchantId, actor } = authorized(request, 'profile:write');
      const changes = request.body;
      assertOrdered(await currentProfile(deps, merchantId), changes);
      const change = { merchantId, changes, actor, requestId: request.id, now: deps.clock.now() };
      const changed = await deps.profileAdmin.update(change);
      deps.merchants.forget(merchantId);
      return presentProfile(changed);
    },
  );
}

/** From the database: what is about to be changed, or was a moment ago, is no matter for a cache. */
async function currentProfile({ merchants }: Deps, merchantId: string): Promise<MerchantProfile> {
  const profile = (await merchants.profiles([merchantId])).get(merchantId);
  if (!profile) throw new TypeError(`the merchant ${merchantId} has no payment profile`);
  return profile;
}

function assertOrdered(profile: MerchantProfile, changes: UpdateProfile): void {
  const min = changes.min_amount_minor ?? profile.minAmountMinor;
  const max = changes.max_amount_minor ?? profile.maxAmountMinor;
  if (min <= max) return;
  throw new FieldfareError('validation_error', {
    detail: 'amounts_out_of_order',
    param: changes.max_amount_minor === undefined ? 'min_amount_minor' : 'max_amount_minor',
    message: 'min_amount_minor must not be above max_amount_minor.',
  });
}
