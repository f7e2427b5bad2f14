import { BlockList, isIP } from "node:net";

type Net = readonly [address: string, prefix: number];

/** From the IANA special-purpose registries (RFC 6890): addresses reachable only from inside a network. */
const PRIVATE: readonly Net[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["fc00::", 7],
];

/**
 * Link-local (with the cloud metadata address 169.254.169.254), Azure's public metadata address, multicast, reserved,
 * and IPv6 with an embedded IPv4 address (RFC 4291 §2.5.5.1, RFC 2765 §2.1, RFC 6052).
 */
const NEVER: readonly Net[] = [
  ["0.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fd00:ec2::254", 128],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

function listOf(nets: readonly Net[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of nets) list.addSubnet(address, prefix, isIP(address) === 6 ? "ipv6" : "ipv4");
  return list;
}

/** Within an embedding range, but a regular address. */
const LOOPBACK: Net = ["::1", 128];
const loopback = listOf([LOOPBACK]);
const never = listOf(NEVER);
const inside = listOf(PRIVATE);

/** Whether connections to an IP address are allowed. An IPv4-mapped IPv6 address is checked as IPv4. */
export function mayConnect(address: string, allowPrivate: boolean): boolean {
  const bare = address.split("%")[0] ?? address;
  const family = isIP(bare);
  if (family === 0) return false;
  const kind = family === 6 ? "ipv6" : "ipv4";
  if (loopback.check(bare, kind)) return allowPrivate;
  if (never.check(bare, kind)) return false;
  return allowPrivate || !inside.check(bare, kind);
}

/** A static check of a URL, before any name resolution. Resolved addresses are checked at each connection. */
export function mayName(address: string, allowPrivate: boolean): boolean {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== "https:" && !allowPrivate)) return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return mayConnect(host, allowPrivate);
  return allowPrivate || !/(^|\.)localhost\.?$/i.test(host);
}
