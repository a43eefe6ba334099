import ipaddr from 'ipaddr.js';

/** Where the internet's own addresses end: IPv6 is given out of this block alone. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Inside it, what is no address of the internet or leads to another one: Teredo, 6to4, documentation, ORCHID, AMT, SRv6 and the like. */
const SPECIAL_IN_GLOBAL = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  '2620:4f:8000::/48',
].map((range) => ipaddr.IPv6.parseCIDR(range));
/** Beside what the library knows: relays, protocol assignments, AS112, documentation. */
const SPECIAL_V4 = [
  '192.0.0.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
].map((range) => ipaddr.IPv4.parseCIDR(range));

/**
 * Whether an address is one of the public internet. Everything else is refused: loopback, private and link-local ones, cloud metadata,
 * multicast, and every way of writing an IPv4 address into an IPv6 one (mapped, NAT64, 6to4, Teredo), whatever it leads to.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4)
    return parsed.range() === 'unicast' && !SPECIAL_V4.some((range) => parsed.match(range));
  return (
    parsed.range() === 'unicast' &&
    parsed.match(GLOBAL_UNICAST) &&
    !SPECIAL_IN_GLOBAL.some((range) => parsed.match(range))
  );
}
