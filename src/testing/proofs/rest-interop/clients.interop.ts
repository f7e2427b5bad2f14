import { copyFile, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ran, runTool, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "./hub.ts";
import { restTools } from "./tools.ts";

const LONG = 400_000;
const document = join(toolFolder, "../docs/openapi.json");
const clients = join(toolFolder, "clients");
const tools = restTools(process.env["REST_TOOLS"] ?? "");

let hub: RestHub;
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "crossdock-clients-"));
  hub = await startRestHub();
});
afterAll(async () => {
  await hub.close();
  await rm(work, { recursive: true, force: true });
});

const environment = () => ({ CROSSDOCK_URL: hub.origin, CROSSDOCK_KEY: hub.key });

/** Runs programs in sequence; returns the output of the last. */
async function steps(...programs: readonly (readonly [program: string, ...args: string[]])[]): Promise<string> {
  let last = "";
  for (const [program, ...args] of programs) {
    const { code, output } = await ran(program, args, environment());
    if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(code)}:\n${output.slice(-4000)}`);
    last = output;
  }
  return last;
}

const generator = (language: string, folder: string, options: string) =>
  [
    "java",
    "-jar",
    tools.openapiGenerator,
    "generate",
    `--input-spec=${document}`,
    `--generator-name=${language}`,
    `--output=${folder}`,
    `--additional-properties=${options}`,
  ] as const;

const python = (folder: string, program: string) =>
  [
    [tools.python, "-m", "mypy", "--follow-imports=silent", join(folder, program)],
    [tools.python, join(folder, program)],
  ] as const;

async function openapiFetch(): Promise<string> {
  const folder = join(toolFolder, "generated/clients");
  await mkdir(folder, { recursive: true });
  const types = join(folder, "crossdock.d.ts");
  const made = await runTool("openapi-typescript/bin/cli.js", [document, "-o", types, "--default-non-nullable=false"]);
  expect(made).toEqual(expect.objectContaining({ code: 0 }));
  await copyFile(join(clients, "openapi-fetch.ts"), join(folder, "openapi-fetch.ts"));
  expect(await runTool("typescript/bin/tsc", ["-p", "tsconfig.clients.json"])).toEqual({ code: 0, output: "" });
  return steps([process.execPath, join(folder, "openapi-fetch.ts")]);
}

async function openapiPythonClient(): Promise<string> {
  const folder = join(work, "openapi-python-client");
  await mkdir(folder);
  await copyFile(join(clients, "openapi-python-client.py"), join(folder, "main.py"));
  const output = ["--meta", "none", "--output-path", join(folder, "crossdock_client")];
  const program = join(tools.pythonPrograms, "openapi-python-client");
  return steps([program, "generate", "--path", document, ...output], ...python(folder, "main.py"));
}

async function openapiGeneratorPython(): Promise<string> {
  const folder = join(work, "openapi-generator-python");
  await steps(generator("python", folder, "packageName=crossdock_client"));
  await copyFile(join(clients, "openapi-generator.py"), join(folder, "main.py"));
  return steps(...python(folder, "main.py"));
}

async function openapiGeneratorGo(): Promise<string> {
  const folder = join(work, "openapi-generator-go");
  const client = join(folder, "client");
  await cp(join(clients, "openapi-generator-go"), folder, { recursive: true });
  await steps(generator("go", client, "packageName=client,enumClassPrefix=true,withGoMod=false"));
  await rm(join(client, "test"), { recursive: true, force: true });
  return goProgram(folder);
}

async function oapiCodegen(): Promise<string> {
  const folder = join(work, "oapi-codegen");
  await cp(join(clients, "oapi-codegen"), folder, { recursive: true });
  await mkdir(join(folder, "client"));
  const output = ["-package", "client", "-o", join(folder, "client/client.go")];
  await steps([tools.oapiCodegen, "-generate", "types,client", ...output, document]);
  return goProgram(folder);
}

const goProgram = (folder: string) => {
  const program = join(folder, "program");
  return steps(["go", "-C", folder, "vet", "./..."], ["go", "-C", folder, "build", "-o", program, "."], [program]);
};

const GENERATED: [string, () => Promise<string>][] = [
  ["openapi-typescript and openapi-fetch", openapiFetch],
  ["openapi-python-client", openapiPythonClient],
  ["openapi-generator for Python", openapiGeneratorPython],
  ["openapi-generator for Go", openapiGeneratorGo],
  ["oapi-codegen", oapiCodegen],
];

describe("a client generated from the OpenAPI document", () => {
  it.each(GENERATED)(
    "by %s compiles, places an order, reads it whole and in parts, and pages through a list",
    async (_name, run) => {
      const { placed, ...told } = JSON.parse(await run());
      expect(placed).toMatch(/^\d+$/);
      expect(told).toEqual({
        whole: [placed, 1590, "BSK-07"],
        pages: [placed, String(Number(placed) - 1)],
        included: [0, "order.placed"],
        part: [placed, 1590, null, 1],
        entry: [placed, null],
      });
    },
    LONG,
  );
});
