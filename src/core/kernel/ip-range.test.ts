import { expect, it } from "vitest";
import { addressText, clientIp, isWithin, networkStart, parseAddress, parseRange, rangeText } from "./ip-range.ts";

const within = (address: string, range: string): boolean => {
  const [one, net] = [clientIp(address), parseRange(range)];
  return one !== undefined && net !== undefined && isWithin(one, net);
};

it.each([
  ["203.0.113.7", "203.0.113.0/24", true],
  ["203.0.114.7", "203.0.113.0/24", false],
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.8", "203.0.113.7", false],
  ["203.0.113.127", "203.0.113.0/25", true],
  ["203.0.113.128", "203.0.113.0/25", false],
  ["::ffff:203.0.113.7", "203.0.113.0/24", true],
  ["::ffff:cb00:7107", "203.0.113.0/24", true],
  ["203.0.113.7", "::ffff:203.0.113.0/120", true],
  ["::FFFF:203.0.114.7", "203.0.113.0/24", false],
  ["::203.0.113.7", "203.0.113.0/24", false],
  ["2001:db8::7", "2001:db8::/32", true],
  ["2001:DB8:0:0:ffff::1", "2001:db8::/32", true],
  ["2001:db9::7", "2001:db8::/32", false],
  ["fe80::1%eth0", "fe80::/10", true],
  ["203.0.113.7", "2001:db8::/32", false],
  ["203.0.113.7:51234", "203.0.113.0/24", true],
  ["[2001:db8::7]:443", "2001:db8::/32", true],
  ["unknown", "203.0.113.0/24", false],
  ["", "203.0.113.0/24", false],
  ["203.0.113.7, 198.51.100.1", "203.0.113.0/24", false],
])("%j is within %s: %s", (address, range, expected) => {
  expect(within(address, range)).toBe(expected);
});

it.each([
  "",
  "/",
  "203.0.113.0/33",
  "203.0.113.0/-1",
  "203.0.113.0/08",
  "203.0.113.0/24/24",
  "203.0.113/24",
  "203.0.113.256",
  "0203.0.113.7",
  "0x7f.0.0.1",
  "2130706433",
  "2001:db8::/129",
  "2001:db8:::1",
  "1:2:3:4:5:6:7:8:9",
  "::ffff:203.0.113.0/95",
  "example.com",
  "::1]/x[::1",
  "fe80::1%eth0",
])("%j is no range", (text) => {
  expect(parseRange(text)).toBeUndefined();
});

it.each([
  ["203.0.113.7/32", "203.0.113.7"],
  ["2001:0DB8:0000::0001", "2001:db8::1"],
  ["2001:db8::/32", "2001:db8::/32"],
  ["::ffff:203.0.113.0/120", "203.0.113.0/24"],
  ["::/1", "::/1"],
])("%s is written %s", (given, text) => {
  const range = parseRange(given);
  expect(range && rangeText(range)).toBe(text);
});

it("the network of a range has no host bits", () => {
  const range = parseRange("203.0.113.77/26");
  expect(range && addressText(networkStart(range))).toBe("203.0.113.64");
});

it("an address keeps its value through its text", () => {
  for (const text of ["0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "1::8"])
    expect(addressText(parseAddress(text) ?? { bits: 32, value: 1n })).toBe(text);
});
