/** The baseline: what a competent engineer writes in an afternoon with node:http and postgres.js. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import postgres from "postgres";
import { placeFull } from "./bare-full.ts";
import { ensureLeanOutbox, placeLean } from "./bare-lean.ts";
import { type Body, Refused, tenant } from "./bare-order.ts";
import { listOrders, readOrder } from "./bare-reads.ts";

const sql = postgres(process.env["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });
const place = process.env["BENCH_MODE"] === "lean" ? placeLean : placeFull;

function read(url: string): Promise<unknown> {
  const [path = "", query] = url.split("?");
  if (path === "/orders") return listOrders(sql, tenant, Number(new URLSearchParams(query).get("limit")));
  return readOrder(sql, tenant, path.split("/").at(-1) ?? "");
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString()));
    request.on("error", reject);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, value: unknown) => {
    const text = JSON.stringify(value);
    response
      .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
      .end(text);
  };
  if (request.method === "GET") return send(200, await read(request.url ?? ""));
  const text = await bodyOf(request);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the baseline trusts its own load generator
  const body = JSON.parse(text) as Body;
  const key = String(request.headers["idempotency-key"]);
  const fingerprint = createHash("sha256").update(text).digest("base64url");
  try {
    send(201, await sql.begin((tx) => place(tx, { body, key, fingerprint })));
  } catch (error) {
    send(error instanceof Refused ? 409 : 500, { code: String(error) });
  }
}

if (place === placeLean) await ensureLeanOutbox(sql);
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => process.send?.("ready"));
process.on("disconnect", () => process.exit(0));
