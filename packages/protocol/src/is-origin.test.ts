import { expect, it } from 'vitest';
import { Origin } from './session.ts';
import { checks } from './validators/checks.ts';

const isTaken = (text: string) => {
  const { success } = Origin.safeParse(text);
  expect(checks.origin(text)).toBe(success);
  return success;
};

it.each([
  'https://shop.example',
  'https://shop.example:8443',
  'http://localhost:3002',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
  'https://[2001:db8::1]',
  'https://xn--bcher-kva.example',
  'https://a--b-1.2shop.co.example',
])('takes %s', (origin) => {
  expect(isTaken(origin)).toBe(true);
});

it.each([
  'https://*',
  'https://*.example.com',
  'https://shop.*.example',
  'https://a;sandbox',
  'https://a,b.c',
  "https://'self'",
  'https://a"b.example',
  'https://a..example',
  'https://.example',
  'https://shop.example.',
  'https://-shop.example',
  'https://shop-.example',
  'https://my_shop.example',
  'https://[::1].example',
  'https://[::1];sandbox',
  'https://[*]',
  'https://shop.example:a',
  'https://shop.example:80:80',
  'https://shop.example/',
  'https://shop.example:443',
  'https://SHOP.example',
  'https://bücher.example',
  'https://shop.example\n',
  'https://user@shop.example',
  'ftp://shop.example',
  'null',
])('takes no %j, which no page has or a content policy would read otherwise', (origin) => {
  expect(isTaken(origin)).toBe(false);
});

it('says what is expected instead of a wildcard', () => {
  expect(Origin.safeParse('https://*.example.com').error?.issues[0]?.message).toBe(
    'must be an origin such as https://shop.example, without a path or a wildcard: name each by itself',
  );
});
