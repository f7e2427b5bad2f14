import { expect, it } from "vitest";
import { isReserved, retryDelayMs } from "./rules.ts";

it("a mail is retried after 15 to 30 seconds, with growing delays of at most two hours", () => {
  expect([retryDelayMs(1, () => 0), retryDelayMs(1, () => 1)]).toEqual([15_000, 30_000]);
  expect(retryDelayMs(2, () => 1)).toBe(60_000);
  expect(retryDelayMs(11, () => 1)).toBe(7_200_000);
});

it("only example domains are reserved", () => {
  for (const email of ["a@example.com", "a@shop.example", "a@mail.example.org", "a@b.test", "a@localhost"])
    expect(isReserved(email)).toBe(true);
  for (const email of ["a@example.de", "a@contest.com", "a@myexample.com", "a@test.shop.net"])
    expect(isReserved(email)).toBe(false);
});
