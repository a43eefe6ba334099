import { expect, test } from '../../fixtures/test.ts';
import { LOGINS } from '../../support/stack.ts';
import type { RestClient } from '../../support/rest-client.ts';

/** Changes the demo merchant's profile, which only a person may. */
async function allowDigits(api: RestClient, digits: number): Promise<void> {
  const { body: profile } = await api.call<{ merchant: string }>('GET', '/profile');
  const { body: person } = await api.call<{ token: string }>('POST', '/console/sign_in', {
    body: LOGINS.owner,
    bearer: null,
  });
  const headers = { 'fieldfare-merchant': profile.merchant, 'fieldfare-mode': 'test' };
  const changed = await api.call('PATCH', '/profile', { body: { bin_digits: digits }, headers, bearer: person.token });
  expect(changed.status).toBe(200);
}

test('a page learns a card’s first digits only where the profile allows it, and only of a whole number', async ({
  api,
  fieldsPage,
}) => {
  const type = async (text: string) => {
    const fields = await fieldsPage({ kinds: ['card-number'] });
    const number = fields.frame('card-number').getByLabel('Card number');
    await number.pressSequentially(text);
    await expect.poll(() => fields.heard('change')).toContainEqual(expect.objectContaining({ complete: true }));
    return { fields, number };
  };
  const before = await type('4242424242424242');
  expect(await before.fields.heard('bin')).toEqual([]);

  await allowDigits(api, 6);
  try {
    // The fields server looks a profile up anew after some seconds.
    await expect(async () => {
      const { fields, number } = await type('4242424242424242');
      expect(await fields.heard('bin')).toEqual([{ bin: '424242' }]);
      await number.press('Backspace');
      await expect.poll(() => fields.heard('bin')).toEqual([{ bin: '424242' }, { bin: null }]);
    }).toPass();
  } finally {
    await allowDigits(api, 0);
  }
});
