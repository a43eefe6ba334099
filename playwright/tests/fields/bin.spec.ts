import { expect, test } from '../../fixtures/test.ts';

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

  await api.call('PATCH', '/profile', { body: { bin_digits: 6 } });
  try {
    // The fields server looks a profile up anew after some seconds.
    await expect(async () => {
      const { fields, number } = await type('4242424242424242');
      expect(await fields.heard('bin')).toEqual([{ bin: '424242' }]);
      await number.press('Backspace');
      await expect.poll(() => fields.heard('bin')).toEqual([{ bin: '424242' }, { bin: null }]);
    }).toPass();
  } finally {
    await api.call('PATCH', '/profile', { body: { bin_digits: 0 } });
  }
});
