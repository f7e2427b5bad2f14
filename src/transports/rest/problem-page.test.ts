import { describe, expect, it } from "vitest";
import { failureCatalogue } from "#core/kernel/errors.ts";
import { httpRefusals } from "#transports/shared/http-refusal.ts";
import { problemPage, problemPageResponse } from "./problem-page.ts";

describe("the pages about problems", () => {
  it.each([...failureCatalogue.keys(), ...Object.keys(httpRefusals)])("tell about %s", (code) => {
    expect(problemPage(code)).toContain(`${code}</code>`);
  });

  it("do not exist for codes that nobody declares", () => {
    expect(problemPageResponse("<script>").status).toBe(404);
  });
});
