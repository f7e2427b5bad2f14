import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startNginx } from "#testing/servers/nginx.ts";
import { freePort } from "#testing/servers/server-process.ts";
import { ran, runTool, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "../rest-interop/hub.ts";
import { makeCertificates } from "./certificates.ts";
import { grpcTools } from "./tools.ts";

const LONG = 240_000;
const proto = join(toolFolder, "../proto");
const tools = grpcTools(process.env["GRPC_TOOLS"] ?? "");

let work: string;
let hub: RestHub;
let port: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "crossdock-grpc-"));
  await makeCertificates(work);
  const made = ["order_service", "inventory_service", "packing_service", "user_service", "shared"].map(
    (name) => `crossdock/v1/${name}.proto`,
  );
  const protoc = [
    "-m",
    "grpc_tools.protoc",
    `-I${proto}`,
    `--python_out=${work}`,
    `--grpc_python_out=${work}`,
    ...made,
  ];
  const { code, output } = await ran(tools.python, protoc);
  if (code !== 0) throw new Error(output);
  port = String(await freePort());
  hub = await startRestHub({ GRPC_PORT: port });
}, LONG);
afterAll(async () => {
  await hub.close();
  await rm(work, { recursive: true, force: true });
});

/** The commands of a page, each in one line. */
const grpcurlLines = (page: string): string[] =>
  page
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.startsWith("grpcurl "));

const python = (grpcPort: string, more: Record<string, string> = {}) =>
  ran(tools.python, [join(toolFolder, "clients/grpc_client.py")], {
    PYTHONPATH: work,
    PYTHONDONTWRITEBYTECODE: "1",
    CROSSDOCK_GRPC: `127.0.0.1:${grpcPort}`,
    CROSSDOCK_KEY: hub.key,
    ...more,
  });

it(
  "grpcio places, reads, counts and watches orders across breaks, from the files alone",
  { timeout: LONG },
  async () => {
    expect(await python(port)).toEqual({ code: 0, output: "ok" });
  },
);

describe("buf curl, which knows nothing but what reflection tells", () => {
  const curl = (method: string, message: object) => {
    const over = ["curl", "--protocol", "grpc", "--http2-prior-knowledge"];
    const told = ["-H", `authorization: Bearer ${hub.key}`, "-d", JSON.stringify(message)];
    return runTool("@bufbuild/buf/bin/buf", [...over, ...told, `http://127.0.0.1:${port}/crossdock.v1.${method}`]);
  };

  it("places an order, reads it back and gets the reason why another is refused", { timeout: LONG }, async () => {
    const placed = await curl("OrderService/PlaceOrder", { channel: "web", lines: [{ sku: "BSK-07", quantity: 1 }] });
    expect(placed.code).toBe(0);
    const { order } = JSON.parse(placed.output);
    const read = await curl("OrderService/GetOrder", { id: order.number });
    expect(JSON.parse(read.output)).toEqual({ order });
    const refused = await curl("OrderService/PlaceOrder", { channel: "web", lines: [{ sku: "NONE", quantity: 1 }] });
    expect(refused.output).toContain("google.rpc.ErrorInfo");
  });

  it.each([
    ["OrderService/ListOrders", {}],
    ["InventoryService/GetStock", { sku: "BSK-07" }],
    ["InventoryService/CountStock", { sku: "BSK-07", location: "main", onHand: 7000 }],
    ["InventoryService/AdjustStock", { sku: "BSK-07", location: "main", delta: 1, reason: "ADJUST_REASON_FOUND" }],
    ["UserService/ListUsers", {}],
    ["UserService/CreateUsers", { email: "sam@example.com", name: "Sam", role: "ROLE_AGENT" }],
  ])("calls %s", { timeout: LONG }, async (method, message) => {
    expect(await curl(method, message)).toMatchObject({ code: 0 });
  });
});

describe("grpcurl, as docs/grpc.md has it", () => {
  const lines = grpcurlLines(readFileSync(join(toolFolder, "../docs/grpc.md"), "utf8"));
  const run = (line: string, more = "") =>
    ran("sh", ["-c", line.replace("grpcurl", `"$GRPCURL" ${more}`).replace("localhost:50051", "127.0.0.1:$PORT")], {
      GRPCURL: tools.grpcurl,
      PORT: port,
      KEY: hub.key,
    });
  const lineOf = (method: string) => lines.find((line) => line.endsWith(method)) ?? `no line of ${method}`;

  it("lists the services", { timeout: LONG }, async () => {
    const { code, output } = await run(lineOf("list"));
    expect(code).toBe(0);
    for (const service of ["crossdock.v1.OrderService", "grpc.health.v1.Health"]) expect(output).toContain(service);
  });

  it("watches orders, and hears of the one that it places", { timeout: LONG }, async () => {
    const watching = run(lineOf("OrderService/WatchOrders"), "-max-time 20");
    let number = "";
    const watched = watching.then(({ output }) => output);
    for (let n = 0; n < 3; n += 1) {
      await sleep(3000); // a stream says nothing of having begun
      const placed = await run(lineOf("OrderService/PlaceOrder"));
      expect(placed).toMatchObject({ code: 0, output: expect.stringContaining(`"created": true`) });
      number = JSON.parse(placed.output).order.number;
    }
    expect(await watched).toContain(number);
  });
});

it("grpc-health-probe finds the server and each service serving", { timeout: LONG }, async () => {
  for (const service of ["", "crossdock.v1.OrderService"]) {
    const { output, code } = await ran(tools.healthProbe, [`-addr=127.0.0.1:${port}`, `-service=${service}`]);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("SERVING") });
  }
});

it("with mutual TLS a client of the authority is served, and another never begins", { timeout: LONG }, async () => {
  const own = String(await freePort());
  const secured = await startRestHub({
    GRPC_PORT: own,
    GRPC_TLS_CERT_FILE: join(work, "server.crt"),
    GRPC_TLS_KEY_FILE: join(work, "server.key"),
    GRPC_TLS_CLIENT_CA_FILE: join(work, "ca.crt"),
  });
  try {
    expect(await python(own, { CROSSDOCK_CERTS: work })).toEqual({ code: 0, output: "ok" });
    const probe = [`-addr=127.0.0.1:${own}`, "-tls", `-tls-ca-cert=${join(work, "ca.crt")}`];
    const pair = [`-tls-client-cert=${join(work, "client.crt")}`, `-tls-client-key=${join(work, "client.key")}`];
    expect(await ran(tools.healthProbe, [...probe, ...pair])).toMatchObject({ code: 0 });
    expect((await ran(tools.healthProbe, probe)).code).not.toBe(0);
    expect((await python(own)).code).not.toBe(0);
  } finally {
    await secured.close();
  }
});

it("nginx as we ship it hands calls and streams on", { timeout: LONG }, async () => {
  const outer = await freePort();
  const nginx = await startNginx(outer, new URL(hub.origin).port, port);
  try {
    await expect.poll(async () => (await python(String(outer))).output, { timeout: 60_000 }).toBe("ok");
  } finally {
    await nginx.close();
  }
});
