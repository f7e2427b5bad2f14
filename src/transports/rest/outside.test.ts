import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { type RestServer, startRest } from "#testing/fixtures/rest.ts";
import { ensureApiTools, ran, runTool, toolFolder } from "#testing/proofs/api-tools.ts";
import { describeWith, installed } from "#testing/servers/outside-program.ts";

const LONG = 240_000;
/** Run elsewhere: one that is compiled, and those of SOAP, which `npm run interop:soap` runs. */
const ELSEWHERE = /^(?:openapi-fetch\.ts|soap-.*)$/;
const document = "../docs/openapi.json";
const generated = join(toolFolder, "generated");
const heyOptions = ["-i", document, "-o", "generated/hey", "-c", "@hey-api/client-fetch", "--no-log-file"];
const samples = join(toolFolder, "../docs/samples");

let database: TestDatabase;
let hub: TestHub;
let server: RestServer;
let key: string;

beforeAll(async () => {
  await ensureApiTools();
  await rm(generated, { recursive: true, force: true });
  await mkdir(generated);
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  server = await startRest(hub);
  const actor = await createTestTenant(hub);
  key = server.grant(actor);
  await addArticles(hub, actor, [{ sku: "BSK-07", onHand: 1000 }]);
}, LONG);
afterAll(async () => {
  await server.close();
  await hub.close();
  await database.drop();
});

const environment = () => ({ CROSSDOCK_URL: server.url, CROSSDOCK_KEY: key });

describe("the OpenAPI document", () => {
  it(
    "passes Spectral with the OWASP rules, without a warning",
    async () => {
      const spectral = "@stoplight/spectral-cli/dist/index.js";
      const options = ["--ruleset", "spectral.yaml", "--fail-severity", "hint", "--quiet"];
      expect(await runTool(spectral, ["lint", document, ...options])).toEqual({ code: 0, output: "" });
    },
    LONG,
  );

  it(
    "passes Redocly's strict rules",
    async () => {
      const { code, output } = await runTool("@redocly/cli/bin/cli.js", ["lint", document, "--config", "redocly.yaml"]);
      expect({ code, output }).toEqual({ code: 0, output: expect.not.stringMatching(/\d+ warnings?/) });
    },
    LONG,
  );

  it("converts to a Postman collection that Postman's own library parses", async () => {
    const library = await import(pathToFileURL(join(toolFolder, "node_modules/postman-collection/index.js")).href);
    const text = await readFile(join(toolFolder, "../docs/postman.json"), "utf8");
    const { paths } = z
      .object({ paths: z.record(z.string(), z.object({})) })
      .parse(JSON.parse(await readFile(join(toolFolder, document), "utf8")));
    const seen: string[] = [];
    const collection = new library.default.Collection(JSON.parse(text));
    collection.forEachItem((item: { request: { url: { getPath: (unresolved: boolean) => string } } }) =>
      seen.push(item.request.url.getPath(true)),
    );
    const wanted = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ":$1"));
    expect([...new Set(seen)].toSorted()).toEqual(wanted.toSorted());
  });
});

describe("clients generated from the document", () => {
  it(
    "compile, and call the server",
    async () => {
      const types = join(generated, "crossdock.d.ts");
      const [first, second] = await Promise.all([
        runTool("openapi-typescript/bin/cli.js", [document, "-o", types, "--default-non-nullable", "false"]),
        runTool("@hey-api/openapi-ts/bin/run.js", heyOptions),
      ]);
      expect([first, second]).toEqual([expect.objectContaining({ code: 0 }), expect.objectContaining({ code: 0 })]);
      await copyFile(join(samples, "openapi-fetch.ts"), join(generated, "openapi-fetch.ts"));
      const compiled = await runTool("typescript/bin/tsc", ["-p", "tsconfig.json"]);
      expect(compiled).toEqual({ code: 0, output: "" });

      const byFetch = await ran(process.execPath, [join(generated, "openapi-fetch.ts")], environment());
      expect(byFetch).toEqual({ code: 0, output: expect.stringMatching(/^\d+ 295 GBP$/) });
      const hey = await import(pathToFileURL(join(toolFolder, "hey-client.ts")).href);
      const answered = await hey.tryOut({ baseUrl: `${server.url}/api/v2`, key });
      expect(answered).toEqual({
        number: expect.any(String),
        first: expect.any(String),
        refusal: "order.unknown_channel",
      });
    },
    LONG,
  );
});

const PROGRAMS = [
  { ending: "sh", program: "sh", needs: "curl" },
  { ending: "ts", program: process.execPath, needs: process.execPath },
  { ending: "py", program: "python3", needs: "python3" },
];

describe.each(PROGRAMS)("the samples in *.$ending", ({ ending, program, needs }) => {
  describeWith(needs, installed(needs))("with their dependencies", () => {
    it(
      "run unchanged",
      async () => {
        const names = (await readdir(samples)).filter((name) => name.endsWith(`.${ending}`) && !ELSEWHERE.test(name));
        expect(names.length).toBeGreaterThanOrEqual(4);
        for (const name of names) {
          const { code, output } = await ran(program, [join(samples, name)], environment());
          expect({ name, code, output }).toEqual({ name, code: 0, output: expect.stringMatching(/./) });
        }
      },
      LONG,
    );
  });
});
