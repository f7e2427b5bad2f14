import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ran, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "./hub.ts";
import { restTools } from "./tools.ts";

/** Fuzzing and following links go on until it is spent; the examples and the limits of each schema take their time. */
const SECONDS = 120;
const LONG = 600_000;
const tools = restTools(process.env["REST_TOOLS"] ?? "");

let hub: RestHub;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-schemathesis-"));
  // All of it comes from one key, as fast as it can.
  hub = await startRestHub({ RATE_LIMIT: "10000000" });
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const Report = z.object({
  operations: z.object({ total: z.int(), tested: z.int() }),
  test_cases: z.object({ generated: z.int() }),
  failures: z.unknown(),
});

async function schemathesis(name: string, options: readonly string[]) {
  const report = join(folder, `${name}.json`);
  const given = ["--url", `${hub.origin}/api/v2`, "-H", `Authorization: Bearer ${hub.key}`, "--workers", "2"];
  const told = ["--suppress-health-check", "all", "--report", "json", "--report-json-path", report];
  const { code, output } = await ran(
    join(tools.pythonPrograms, "schemathesis"),
    ["--config-file", "schemathesis.toml", "run", "../docs/openapi.json", ...given, ...told, ...options],
    { SCHEMATHESIS_HOOKS: "refusals", PYTHONPATH: join(toolFolder, "python") },
  );
  if (code !== 0) throw new Error(output.slice(-20_000));
  const { operations, test_cases: cases } = Report.parse(JSON.parse(await readFile(report, "utf8")));
  process.stdout.write(`Schemathesis, ${name}: ${cases.generated} cases, ${operations.tested} operations\n`);
  return { operations, cases };
}

describe("Schemathesis finds no answer that the OpenAPI document does not tell of", () => {
  it(
    "for the examples and the limits of every operation's schema",
    async () => {
      const { operations } = await schemathesis("examples and coverage", ["--phases", "examples,coverage"]);
      expect(operations.tested).toBe(operations.total);
    },
    LONG,
  );

  it.each(["fuzzing", "stateful"])(
    "while %s",
    async (phase) => {
      const options = ["--phases", phase, "--max-time", String(SECONDS / 2)];
      const { cases } = await schemathesis(phase, options);
      expect(cases.generated).toBeGreaterThan(100);
    },
    LONG,
  );

  it("and the hub logs no error", () => {
    expect(hub.output()).not.toMatch(/"level":"?(error|fatal|50|60)/);
  });
});
