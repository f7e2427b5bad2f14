import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ran, toolFolder } from "../proofs/api-tools.ts";
import { grpcTools } from "../proofs/grpc-interop/tools.ts";
import { type RestHub, startRestHub } from "../proofs/rest-interop/hub.ts";
import { freePort, type ServerProcess, startServerProcess } from "../servers/server-process.ts";

const LONG = 300_000;
const tools = grpcTools(process.env["PARITY_TOOLS"] ?? "");

let stubs: string;
let hub: RestHub;
let limited: ServerProcess;
const ports = { own: "", limited: "" };

beforeAll(async () => {
  stubs = await mkdtemp(join(tmpdir(), "crossdock-parity-"));
  const proto = join(toolFolder, "../proto");
  const files = ["order_service", "inventory_service", "user_service", "shared"];
  const out = [`-I${proto}`, `--python_out=${stubs}`, `--grpc_python_out=${stubs}`];
  const named = files.map((name) => `crossdock/v1/${name}.proto`);
  const { code, output } = await ran(tools.python, ["-m", "grpc_tools.protoc", ...out, ...named]);
  if (code !== 0) throw new Error(output);
  ports.own = String(await freePort());
  ports.limited = String(await freePort());
  hub = await startRestHub({ GRPC_PORT: ports.own, RATE_LIMIT: "off" });
  limited = await startServerProcess({
    ...hub.env,
    GRPC_PORT: ports.limited,
    RATE_LIMIT: "3/3600",
    NEXT_DIST_DIR: ".next-none",
  });
}, LONG);
afterAll(async () => {
  await limited.stop();
  await hub.close();
  await rm(stubs, { recursive: true, force: true });
});

it("REST, GraphQL, gRPC and SOAP do the same in every scenario, as Python sees it", { timeout: LONG }, async () => {
  const told = await ran(tools.python, [join(import.meta.dirname, "runner.py")], {
    PYTHONPATH: stubs,
    PYTHONDONTWRITEBYTECODE: "1",
    CROSSDOCK_ORIGIN: hub.origin,
    CROSSDOCK_GRPC: `127.0.0.1:${ports.own}`,
    CROSSDOCK_LIMITED_ORIGIN: limited.origin,
    CROSSDOCK_LIMITED_GRPC: `127.0.0.1:${ports.limited}`,
    CROSSDOCK_KEY: hub.key,
  });
  expect(told).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+ passed, 0 failed/m) });
});
