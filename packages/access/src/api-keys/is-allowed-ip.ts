import { BlockList, isIP, isIPv6 } from 'node:net';

/** A status is asked for by every request and read anew twice a second, so that its list is built once for each reading. */
const built = new WeakMap<readonly string[], BlockList>();

/** Whether an address stands in a list of addresses and subnets. An empty list allows everybody; what is no address stands in none. */
export function isAllowedIp(list: readonly string[], ip: string): boolean {
  if (list.length === 0) return true;
  const address = plain(ip);
  if (isIP(address) === 0) return false;
  const ranges = built.get(list) ?? build(list);
  return ranges.check(address, familyOf(address));
}

function build(list: readonly string[]): BlockList {
  const ranges = new BlockList();
  for (const range of list) {
    const [address = '', bits] = range.split('/');
    if (bits === undefined) ranges.addAddress(address, familyOf(address));
    else ranges.addSubnet(address, Number(bits), familyOf(address));
  }
  built.set(list, ranges);
  return ranges;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

/** An IPv4 address that arrived over IPv6 is the same client. */
function plain(address: string): string {
  return /^::ffff:\d/i.test(address) ? address.slice(7) : address;
}
