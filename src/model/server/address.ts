import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { JouleGateError } from '../../common/errors.ts';

/** Where a server really is: the address that is connected to, whatever its name says a moment later. */
export interface ServerAddress {
  url: URL;
  /** The one address that every connection goes to. */
  ip: string;
  family: 4 | 6;
  /** It is this machine. */
  local: boolean;
  port: number;
}

const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('0.0.0.0', 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addAddress('::', 'ipv6');

/** An IPv4 address that is written as IPv6 (`::ffff:a.b.c.d`, RFC 4291 2.5.5.2) as what it is. */
function plain(ip: string): { ip: string; family: 'ipv4' | 'ipv6' } {
  if (isIP(ip) === 4) return { ip, family: 'ipv4' };
  // URL writes every form of an IPv6 address in one way, hexadecimal.
  const [, high, low] =
    /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(new URL(`http://[${ip.replace(/%.*$/, '')}]`).host) ?? [];
  if (high === undefined || low === undefined) return { ip: ip.replace(/%.*$/, ''), family: 'ipv6' };
  const [h, l] = [parseInt(high, 16), parseInt(low, 16)];
  return { ip: [h >> 8, h & 255, l >> 8, l & 255].join('.'), family: 'ipv4' };
}

const isIn = (list: BlockList, address: string): boolean => {
  const { ip, family } = plain(address);
  return list.check(ip, family);
};

/** Whether an address reaches no further than its own link: where cloud machines keep their credentials. */
export const isLinkLocal = (ip: string): boolean => isIn(LINK_LOCAL, ip);

/** Whether an address is one of this machine's. */
export const isOurs = (ip: string): boolean =>
  isIn(LOOPBACK, ip) ||
  Object.values(networkInterfaces()).some((all) => all?.some((a) => plain(a.address).ip === plain(ip).ip));

const refused = (what: string, fix: string, cause?: unknown): JouleGateError =>
  new JouleGateError('server-address', what, fix, { cause });

type Resolve = (host: string) => Promise<readonly { address: string }[]>;

/**
 * Finds a server's address once; connections are then made to just that one, so that no later answer of a name server
 * leads elsewhere. @throws JouleGateError `server-address` where the host is unknown, or any of its addresses
 * link-local
 */
export async function addressOf(
  base: string,
  resolve: Resolve = (host) => lookup(host, { all: true, verbatim: true }),
): Promise<ServerAddress> {
  const url = new URL(base);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let found: readonly { address: string }[];
  try {
    found = isIP(host) === 0 ? await resolve(host) : [{ address: host }];
  } catch (cause) {
    throw refused(
      `the host of engine.url, ${host}, is not found: ${(cause as Error).message}`,
      'check engine.url',
      cause,
    );
  }
  const bad = found.find((a) => isLinkLocal(a.address));
  if (bad)
    throw refused(
      `engine.url leads to ${bad.address}, a link-local address`,
      'give the address that the server itself listens on, as http://127.0.0.1:8080',
    );
  const first = found[0];
  if (first === undefined) throw refused(`the host of engine.url, ${host}, has no address`, 'check engine.url');
  return {
    url,
    ip: first.address,
    family: isIP(first.address) === 6 ? 6 : 4,
    local: found.every((a) => isOurs(a.address)),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
  };
}
