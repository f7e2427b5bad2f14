/** Who is one caller by an address: the address itself, or of IPv6 the network of 64 bits, whose addresses cost nothing. */
export function networkOf(address: string): string {
  const [plain = ""] = address.toLowerCase().split("%"); // without its zone
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
