import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import "#core/catalogue.ts";
import { problemTexts } from "#transports/documents/pages/problem-texts/all.ts";
import { httpRefusals } from "#transports/shared/http-refusal.ts";
import { problemExamples } from "./problem-examples.ts";
import { problemIndexResponse, problemPage, problemPageResponse } from "./problem-page.ts";

const source = join(import.meta.dirname, "../..");

/** Every error code declared in the sources, whether a test loads its module or not. */
const declared = globSync("**/*.ts", { cwd: source })
  .filter((path) => !path.endsWith(".test.ts") && !path.startsWith("testing"))
  .flatMap((path) => [
    ...readFileSync(join(source, path), "utf8").matchAll(
      /(?:\bfailure\(\s*"[a-z_]+",|= wrong\()\s*"([a-z_]+(?:\.[a-z_]+)?)"/g,
    ),
  ])
  .flatMap(([, code]) => code ?? []);
const codes = [...new Set([...declared, ...Object.keys(httpRefusals), ...problemExamples.keys()])].toSorted();

describe("the problem pages", () => {
  it.each(codes)("explain what happened, why, what to do and an example response for %s", (code) => {
    const page = problemPage(code) ?? "";
    for (const heading of ["What happened", "Why", "What to do", "Example of an answer"])
      expect(page).toContain(`<h2>${heading}</h2>`);
    expect(page).toContain(`&quot;code&quot;: &quot;${code}&quot;`);
  });

  it("have a text for each problem, and none for a problem that does not exist", () => {
    expect([...problemTexts.keys()].toSorted()).toEqual(codes);
    const texts = [...problemTexts.values()].map(({ happened }) => happened);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it("show per-line figures for insufficient stock", () => {
    const page = problemPage("inventory.insufficient_stock") ?? "";
    expect(page).toMatch(/Less stock is available/);
    expect(page).toMatch(/&quot;available&quot;: 1/);
  });

  it("are all linked from one page", async () => {
    const index = await problemIndexResponse().text();
    for (const code of codes) expect(index).toContain(`href="/problems/${code}"`);
  });

  it("do not exist for undeclared codes", () => {
    expect(problemPageResponse("<script>").status).toBe(404);
  });
});
