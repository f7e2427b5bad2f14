import { expect, it } from "vitest";
import { guarded } from "#features/mail/mail-guard.ts";

it("the guard precedes any content of a mail, so that nothing loads or runs", () => {
  const whole = guarded('<!doctype html><html><head lang="en"><title>Hi</title></head><body></body></html>');
  expect(whole).toMatch(/^<!doctype html><html><head lang="en"><meta http-equiv="Content-Security-Policy"/);
  expect(guarded("<p>Hi</p><img src=https://example.com/x>")).toMatch(/^<meta http-equiv="Content-Security-Policy"/);
});
