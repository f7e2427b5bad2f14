import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ran, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "./hub.ts";
import { restTools } from "./tools.ts";

/** For each of the three runs; a slow machine covers less in that time. */
const SECONDS = 60;
const LONG = 600_000;
const tools = restTools(process.env["REST_TOOLS"] ?? "");

let hub: RestHub;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-schemathesis-"));
  // All requests come from one key without a pause.
  hub = await startRestHub({ RATE_LIMIT: "off" });
});
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

const Report = z.object({
  operations: z.object({ tested: z.int() }),
  test_cases: z.object({ generated: z.int() }),
});

/** The number of generated requests. */
async function schemathesis(phases: string): Promise<number> {
  const report = join(folder, `${phases}.json`);
  const options = ["--phases", phases, "--max-time", String(SECONDS)];
  // One worker: CPython 3.11 sometimes fails to parse in two threads at once (SystemError in ast.parse).
  const given = ["--url", `${hub.origin}/api/v2`, "-H", `Authorization: Bearer ${hub.key}`, "--workers", "1"];
  const told = ["--suppress-health-check", "all", "--report", "json", "--report-json-path", report];
  const { code, output } = await ran(
    join(tools.pythonPrograms, "schemathesis"),
    ["--config-file", "schemathesis.toml", "run", "../docs/openapi.json", ...given, ...told, ...options],
    { SCHEMATHESIS_HOOKS: "refusals", PYTHONPATH: join(toolFolder, "python") },
  );
  if (code !== 0) throw new Error(output.slice(-20_000));
  const { operations, test_cases: cases } = Report.parse(JSON.parse(await readFile(report, "utf8")));
  process.stdout.write(`Schemathesis, ${phases}: ${cases.generated} cases, ${operations.tested} operations\n`);
  return cases.generated;
}

describe("Schemathesis finds no response that contradicts the OpenAPI document", () => {
  it.each(["examples,coverage", "fuzzing", "stateful"])(
    "in its phases %s",
    async (phases) => {
      expect(await schemathesis(phases)).toBeGreaterThan(50);
    },
    LONG,
  );

  it("and the hub logs no error", () => {
    expect(hub.output()).not.toMatch(/"level":"?(error|fatal|50|60)/);
  });
});
