import { afterEach, expect, it } from "vitest";
import { getHub } from "./current-hub.ts";

const phase = process.env["NEXT_PHASE"];
afterEach(() => {
  if (phase === undefined) delete process.env["NEXT_PHASE"];
  else process.env["NEXT_PHASE"] = phase;
});

it("a build of the screens gets no hub: it would start a database and make the demo's accounts with other passwords", async () => {
  process.env["NEXT_PHASE"] = "phase-production-build";
  await expect(getHub()).rejects.toThrow("while the screens are built");
});
