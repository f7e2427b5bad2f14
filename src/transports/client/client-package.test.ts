import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { ensureApiTools, toolFolder } from "#testing/proofs/api-tools.ts";
import { freePort, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "client_package_key_of_more_than_32_characters";
const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");
const compilers = { "5.9": join(toolFolder, "node_modules/typescript"), "7": join(root, "node_modules/typescript") };

const APP = `
import { createCrossdockClient, idempotent, isCrossdockError, type CrossdockError } from "crossdock-client";

const [url, token] = process.argv.slice(2) as [string, string];
const hub = createCrossdockClient({ url, token });
const seen: string[] = [];
const begun = Promise.withResolvers<void>();
const watching = hub.orders.watch.subscribe({}, {
  onStarted: () => begun.resolve(),
  onData: ({ data }) => void seen.push(data.orderId),
  onError: (error) => { throw error; },
});
await begun.promise;
const place = () => hub.orders.place.mutate({ channel: "web", lines: [{ sku: "A", quantity: 1 }] }, idempotent("po-17"));
const [first, second] = [await place(), await place()];
const many = await Promise.all([1, 2, 3].map(() => hub.orders.get.query({ id: first.order.id })));
const long = await hub.orders.list.query({ q: "%".repeat(3000) }).catch((error) => error.data?.code);
const total: number = many[0]?.totals.total ?? 0;
let refusal: CrossdockError | undefined;
try {
  await hub.orders.place.mutate({ channel: "web", lines: [{ sku: "A", quantity: 1_000_000 }] });
} catch (error) {
  if (isCrossdockError(error)) refusal = error;
}
const denied = await new Promise<string>((resolve) =>
  void createCrossdockClient({ url, token: "xd_wrong" }).orders.watch.subscribe({}, {
    onError: (error) => resolve(error.data?.code ?? error.message),
  }));
for (let tries = 0; tries < 100 && seen.length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
watching.unsubscribe();
console.log(JSON.stringify({ same: first.order.id === second.order.id, total, seen: seen.includes(first.order.id), refused: refusal?.data?.code, denied, long }));
`;
const WRONG = `
import { createCrossdockClient } from "crossdock-client";
const hub = createCrossdockClient({ url: "https://hub.example.com", token: "key" });
await hub.orders.place.mutate({ channel: "web", lines: [{ sku: "A", amount: 1 }] });
(await hub.orders.get.query({ id: "x" })).totals.sum;
await hub.orders.erase.mutate({});
`;

const WATCH = `
import { createCrossdockClient } from "crossdock-client";
const [url, token] = process.argv.slice(2);
const hub = createCrossdockClient({ url, token });
hub.orders.watch.subscribe({}, {
  onStarted: () => console.log("begun"),
  onData: ({ data }) => data.type === "order.placed" && console.log(data.orderId),
});
`;

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
let env: Record<string, string>;
let server: ServerProcess;
let project: string;

beforeAll(async () => {
  await ensureApiTools();
  database = await createTestDatabase();
  hub = createTestHub(database.url);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  const person = { email: "ann@shop.net", name: "Ann", role: "admin", password: "a password of many letters" } as const;
  await execute(hub, actor, createUser, person); // without an administrator a hub serves only its setup page
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
  const PORT = String(await freePort());
  env = { DATABASE_URL: database.url, AUTH_SECRET: "a secret of 32 characters or more", PORT };
  server = await startServerProcess(env);
  project = await mkdtemp(join(tmpdir(), "crossdock-client-"));
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "shop", private: true, type: "module" }));
  await run("npm", ["i", "--ignore-scripts", `${server.origin}/client.tgz`], { cwd: project });
}, 240_000);
afterAll(async () => {
  await server.stop();
  await hub.close();
  await database.drop();
  await rm(project, { recursive: true });
});

async function compile(version: keyof typeof compilers, name: string, text: string) {
  const tsc = (...args: string[]) =>
    run(process.execPath, [join(compilers[version], "bin/tsc"), ...args], { cwd: project });
  await rm(join(project, "tsconfig.json"), { force: true });
  await tsc("--init");
  await writeFile(join(project, name), text);
  const begun = performance.now();
  const failed = await tsc("--noEmit", "-p", ".").then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
  const tookMs = performance.now() - begun;
  await rm(join(project, name));
  return { failed, tookMs };
}

describe("the client package that a running hub serves", () => {
  it.each(["5.9", "7"] as const)("type-checks with TypeScript %s and default settings", async (version) => {
    const declare = "declare const process: { argv: string[] };\n";
    const { failed, tookMs } = await compile(version, "app.ts", declare + APP);
    expect(failed).toBe("");
    process.stdout.write(`crossdock-client checked by TypeScript ${version} in ${Math.round(tookMs)} ms\n`);
  });

  it.each(["5.9", "7"] as const)(
    "makes wrong fields and unknown operations type errors in TypeScript %s",
    async (version) => {
      const { failed } = await compile(version, "wrong.ts", WRONG);
      for (const word of ["amount", "sum", "erase"]) expect(failed).toContain(`'${word}'`);
    },
  );

  it("places an order once per idempotency key, batches reads, watches orders and distinguishes errors", async () => {
    await writeFile(join(project, "app.ts"), APP);
    const { stdout } = await run(process.execPath, ["app.ts", server.origin, KEY], { cwd: project, timeout: 60_000 });
    const told: unknown = JSON.parse(stdout);
    const refusals = { refused: "inventory.insufficient_stock", denied: "auth.invalid_key", long: "request.invalid" };
    expect(told).toEqual({ same: true, total: 295, seen: true, ...refusals });
  });

  it("resumes a subscription after a server restart behind the last item, without gaps or duplicates", async () => {
    await writeFile(join(project, "watch.ts"), WATCH);
    const child = spawn(process.execPath, ["watch.ts", server.origin, KEY], { cwd: project, stdio: "pipe" });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const seen = () => printed.split("\n").filter((line) => line !== "" && line !== "begun");
    const placed: string[] = [];
    const place = async () => {
      const input = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
      placed.push((await execute(hub, actor, placeOrder, input)).output.order.id);
    };
    await expect.poll(() => printed, { timeout: 20_000 }).toContain("begun");
    await place();
    await expect.poll(seen, { timeout: 20_000 }).toEqual(placed);
    await server.stop();
    await place();
    server = await startServerProcess(env);
    await place();
    await expect.poll(seen, { timeout: 30_000 }).toEqual(placed);
    child.kill();
  }, 120_000);

  it("is byte-for-byte reproducible, so that lock files keep their integrity", async () => {
    const read = async () => new Uint8Array(await (await fetch(`${server.origin}/client.tgz`)).arrayBuffer());
    expect(await read()).toEqual(await read());
  });
});
