import { expect, it } from 'vitest';
import { clientIp, trustedProxies } from './client-ip.ts';

const ipOf = (remoteAddress: string, forwarded: string | undefined, proxies: string[]) =>
  clientIp(
    { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } } as unknown as Parameters<
      typeof clientIp
    >[0],
    trustedProxies(proxies),
  );

it.each([
  ['the peer itself when no proxy is trusted', '9.9.9.9', '1.1.1.1', [], '9.9.9.9'],
  ['what a trusted proxy saw', '10.0.0.1', '1.1.1.1', ['10.0.0.0/8'], '1.1.1.1'],
  ['not what a stranger prepended', '10.0.0.1', '6.6.6.6, 1.1.1.1', ['10.0.0.0/8'], '1.1.1.1'],
  ['past two proxies', '10.0.0.1', '1.1.1.1, 10.0.0.2', ['10.0.0.0/8'], '1.1.1.1'],
  ['the proxy where the header is missing', '10.0.0.1', undefined, ['10.0.0.0/8'], '10.0.0.1'],
  ['the proxy where the header is garbage', '10.0.0.1', 'unknown', ['10.0.0.0/8'], '10.0.0.1'],
  ['IPv4 in IPv6 clothes', '::ffff:127.0.0.1', '1.1.1.1', ['127.0.0.1'], '1.1.1.1'],
  ['IPv6', '::1', '2001:db8::1', ['::1'], '2001:db8::1'],
])('answers %s', (_, remote, forwarded, proxies, expected) => {
  expect(ipOf(remote, forwarded, proxies)).toBe(expected);
});
