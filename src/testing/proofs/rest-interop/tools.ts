import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureApiTools, ran, toolFolder } from "../api-tools.ts";

const OAPI_CODEGEN = "v2.8.2";
const OPENAPI_GENERATOR = "7.25.0";
const requirements = join(toolFolder, "python/requirements.txt");

/** Other versions are other tools, and are downloaded again. */
const edition = () =>
  createHash("sha256")
    .update([OAPI_CODEGEN, OPENAPI_GENERATOR, readFileSync(requirements, "utf8")].join())
    .digest("hex")
    .slice(0, 12);

/** External client generators and an API tester. */
export interface RestTools {
  readonly python: string;
  /** The folder of programs installed with Python packages. */
  readonly pythonPrograms: string;
  readonly oapiCodegen: string;
  readonly openapiGenerator: string;
}

export const restTools = (folder: string): RestTools => ({
  python: join(folder, "python/bin/python"),
  pythonPrograms: join(folder, "python/bin"),
  oapiCodegen: join(folder, "bin/oapi-codegen"),
  openapiGenerator: join(folder, `openapi-generator-cli-${OPENAPI_GENERATOR}.jar`),
});

interface Step {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
}

const stepsIn = (folder: string): readonly Step[] => [
  { program: "python3", args: ["-m", "venv", join(folder, "python")] },
  { program: restTools(folder).python, args: ["-m", "pip", "install", "-q", "-r", requirements] },
  {
    program: "go",
    args: ["install", `github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@${OAPI_CODEGEN}`],
    env: { GOBIN: join(folder, "bin"), GOFLAGS: "-mod=mod" },
  },
  {
    program: "mvn",
    args: [
      "-q",
      "-B",
      "dependency:copy",
      `-DoutputDirectory=${folder}`,
      `-Dartifact=org.openapitools:openapi-generator-cli:${OPENAPI_GENERATOR}`,
    ],
  },
];

/** Installs the tools once, through their package managers; or reports which are unavailable. */
export async function fetchRestTools(): Promise<{ folder: string } | { missing: string }> {
  const folder = join(process.env["TMPDIR"] ?? tmpdir(), `crossdock-rest-tools-${edition()}`);
  await ensureApiTools();
  const complete = join(folder, "complete");
  if (existsSync(complete)) return { folder };
  await mkdir(folder, { recursive: true });
  for (const { program, args, env } of stepsIn(folder)) {
    const { code, output } = await ran(program, args, env);
    if (code !== 0) return { missing: `${program} ${args.join(" ")}: ${output.slice(-500)}` };
  }
  await writeFile(complete, "");
  return { folder };
}
