import { expect, test } from '../../fixtures/test.ts';

test('[HT9] the fields of a page are one session over one socket, however many they are', async ({
  fieldsPage,
  newWindow,
}) => {
  const page = await newWindow();
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const kinds = ['card-number', 'card-exp', 'card-cvc', 'card-name', 'card-postal-code'] as const;
  const fields = await fieldsPage({ kinds: [...kinds] }, {}, page);
  await expect(fields.page.locator('iframe')).toHaveCount(kinds.length);
  expect(sockets).toHaveLength(1);
  expect(new URL(sockets[0] ?? '').pathname).toBe('/ws/');
});
