/** An IPv4-mapped IPv6 address is the IPv4 address. */
export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export interface IpRange extends IpAddress {
  /** Length of the network's prefix, in bits. */
  readonly prefix: number;
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = /^[0-9a-f:.]{2,45}$/i;
const MAPPED = 0xffffn;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/** Undefined for what is no address. */
export function parseAddress(text: string): IpAddress | undefined {
  if (IPV4.test(text)) return { bits: 32, value: joined(text.split(".").map(Number), 8n) };
  if (!IPV6.test(text) || !text.includes(":")) return undefined;
  const groups = groupsOf(text);
  if (groups === undefined) return undefined;
  const value = joined(groups, 16n);
  return value >> 32n === MAPPED ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/** An address as sockets and proxies write it: with a zone, or with the port that some proxies append. */
export function clientIp(text: string): IpAddress | undefined {
  const [bare = ""] = text.trim().split("%");
  return parseAddress(/^\[(.+)\](?::\d+)?$/.exec(bare)?.[1] ?? /^([\d.]+):\d+$/.exec(bare)?.[1] ?? bare);
}

/** CIDR notation (RFC 4632, RFC 4291), or one address. Undefined for anything else. */
export function parseRange(text: string): IpRange | undefined {
  const [head = "", given, ...rest] = text.split("/");
  const address = parseAddress(head);
  if (address === undefined || rest.length > 0) return undefined;
  if (given === undefined) return { ...address, prefix: address.bits };
  const prefix = PREFIX.test(given) ? Number(given) - (isMappedText(head, address) ? 96 : 0) : -1;
  return prefix < 0 || prefix > address.bits ? undefined : { ...address, prefix };
}

const isMappedText = (text: string, { bits }: IpAddress): boolean => bits === 32 && text.includes(":");

/** The first address of the network. */
export const networkStart = ({ bits, value, prefix }: IpRange): IpAddress => {
  const host = BigInt(bits - prefix);
  return { bits, value: (value >> host) << host };
};

export const isWithin = (address: IpAddress, range: IpRange): boolean =>
  address.bits === range.bits && (address.value ^ range.value) >> BigInt(range.bits - range.prefix) === 0n;

/** The canonical text (RFC 5952); a single address has no prefix. */
export function rangeText(range: IpRange): string {
  const { bits, prefix } = range;
  return prefix === bits ? addressText(range) : `${addressText(range)}/${prefix}`;
}

export function addressText({ bits, value }: IpAddress): string {
  const [count, size] = bits === 32 ? ([4, 8n] as const) : ([8, 16n] as const);
  const mask = (1n << size) - 1n;
  const parts = Array.from({ length: count }, (_, i) => (value >> (size * BigInt(count - 1 - i))) & mask);
  if (bits === 32) return parts.join(".");
  return canonical(parts.map((part) => part.toString(16)).join(":")) ?? "";
}

const canonical = (text: string): string | undefined =>
  URL.canParse(`http://[${text}]/`) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : undefined;

function groupsOf(text: string): number[] | undefined {
  const plain = canonical(text);
  if (plain === undefined) return undefined;
  const [head = [], tail = []] = plain.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

const joined = (parts: readonly number[], size: bigint): bigint =>
  parts.reduce((sum, part) => (sum << size) | BigInt(part), 0n);
