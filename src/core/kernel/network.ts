/** The client key of an address: the address itself, or an IPv6 /64 network, within which addresses are free. */
export function networkOf(address: string): string {
  const [plain = ""] = address.toLowerCase().split("%"); // without the zone id
  if (!plain.includes(":") || plain.includes(".")) return plain.replace(/^::ffff:/, "");
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
