import { afterEach, expect, it } from "vitest";
import { getHub } from "./current-hub.ts";

const phase = process.env["NEXT_PHASE"];
afterEach(() => {
  if (phase === undefined) delete process.env["NEXT_PHASE"];
  else process.env["NEXT_PHASE"] = phase;
});

it("building the screens creates no hub, which would start a database and generate other demo passwords", async () => {
  process.env["NEXT_PHASE"] = "phase-production-build";
  await expect(getHub()).rejects.toThrow("while the screens are built");
});
