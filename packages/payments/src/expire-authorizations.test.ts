import { expect, test } from 'vitest';
import { expireAuthorizations } from './expire-authorizations.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

test('an authorization that cannot be marked keeps none behind it back, and is told of', async () => {
  const { deps, authorized, clock, reload } = createEngineFixture();
  const [broken, sound] = [await authorized(), await authorized()];
  clock.advance(8 * 24 * 3_600_000);
  const { payments } = deps;
  const failing = {
    ...payments,
    commit: async (move: Parameters<typeof payments.commit>[0]) => {
      if (move.paymentId === broken?.id) throw new Error('a trigger refused it');
      return payments.commit(move);
    },
  };
  await expect(expireAuthorizations({ ...deps, payments: failing })).rejects.toMatchObject({
    message: '1 of 2 failed',
    cause: { message: 'a trigger refused it' },
  });
  expect(sound && reload(sound).status).toBe('expired');
  expect(await expireAuthorizations(deps)).toBe(1);
});
