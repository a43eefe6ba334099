import { expect, it } from 'vitest';
import { isAllowedIp } from './is-allowed-ip.ts';

it.each([
  [[], '192.0.2.1', true],
  [['192.0.2.1'], '192.0.2.1', true],
  [['192.0.2.1'], '192.0.2.2', false],
  [['192.0.2.0/24', '2001:db8::/32'], '192.0.2.200', true],
  [['192.0.2.0/24', '2001:db8::/32'], '192.0.3.1', false],
  [['192.0.2.0/24', '2001:db8::/32'], '2001:db8:1::5', true],
  [['2001:db8::/32'], '2001:db9::1', false],
  // A server that listens on IPv6 sees its IPv4 clients mapped.
  [['192.0.2.0/24'], '::ffff:192.0.2.9', true],
  [['192.0.2.0/24'], '::ffff:198.51.100.1', false],
  [['192.0.2.0/24'], '', false],
  [['192.0.2.0/24'], 'unknown', false],
])('%j lets %s pass: %s', (list, ip, isAllowed) => {
  expect(isAllowedIp(list, ip)).toBe(isAllowed);
});
