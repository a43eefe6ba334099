import { beforeAll, expect, it } from 'vitest';
import { openCountries } from './open-countries.ts';
import type { CountryOf } from './open-countries.ts';

let countryOf: CountryOf;
beforeAll(async () => {
  countryOf = await openCountries();
});

it('[LO6] knows the countries of public addresses, both families', () => {
  expect(countryOf('8.8.8.8')).toBe('US');
  expect(countryOf('193.0.6.139')).toBe('NL');
  expect(countryOf('2001:67c:2e8:22::c100:68b')).toBe('NL');
});

it('[LO6] knows none of private, local and impossible ones', () => {
  for (const ip of ['127.0.0.1', '10.0.0.1', '192.168.1.1', '::1', 'fe80::1', '', 'nonsense']) {
    expect(countryOf(ip), ip).toBeNull();
  }
});
