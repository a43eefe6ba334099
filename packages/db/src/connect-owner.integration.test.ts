import { expect, test } from 'vitest';
import { connectOwner } from './connect-owner.ts';
import { freePort } from './embedded-postgres/free-port.ts';
import { testServerUrl } from './testing/test-server-url.ts';

const SECRET = 'do-not-print-me';

async function refusal(url: string): Promise<Error> {
  return connectOwner(url).then(
    () => expect.fail('it connected'),
    (error: Error) => error,
  );
}

function changed(change: (url: URL) => void): string {
  const url = new URL(testServerUrl());
  url.password = SECRET;
  change(url);
  return url.href;
}

test('names the address where nothing answers, and never the password', async () => {
  const port = await freePort();
  const error = await refusal(changed((url) => void (url.port = String(port))));
  expect(error).toMatchObject({ code: 'unreachable' });
  expect(error.message).toContain(`127.0.0.1:${port}`);
  expect(error.message).not.toContain(SECRET);
});

test('tells a refused password from an address where nothing answers', async () => {
  const error = await refusal(changed(() => {}));
  expect(error.message).toMatch(/refuses the user or password/);
  expect(error.message).not.toContain(SECRET);
});

test('says that the database is missing', async () => {
  const url = new URL(testServerUrl());
  url.pathname = '/not_there';
  expect((await refusal(url.href)).message).toMatch(/There is no database at .*not_there/);
});

test.each(['', 'nonsense', 'mysql://u:p@localhost/x'])('refuses %j as no PostgreSQL URL', async (url) => {
  expect((await refusal(url)).message).toMatch(/^DATABASE_URL is not a PostgreSQL URL/);
});
