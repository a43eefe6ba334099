import { BlockList, isIP, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Says whether an address is one of our own proxies, whose X-Forwarded-For is believed. */
export type IsTrusted = (address: string) => boolean;

/** @param proxies addresses and subnets (`10.0.0.0/8`, `::1`), which the settings have checked */
export function trustedProxies(proxies: readonly string[]): IsTrusted {
  // Asked for every connection and request, and looking into an empty list costs as much as into a full one.
  if (proxies.length === 0) return () => false;
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** The address of the client: the nearest one that is not a proxy of ours. What a stranger writes into the header counts for nothing. */
export function clientIp(request: Pick<IncomingMessage, 'headers' | 'socket'>, isTrusted: IsTrusted): string {
  let address = plain(request.socket.remoteAddress ?? '');
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => plain(hop.trim()));
  while (isTrusted(address)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** An IPv4 address that arrived over IPv6 is the same client. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
