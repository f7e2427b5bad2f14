import type { JsonObject } from "@bufbuild/protobuf";
import { type ServiceError, status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Attackers, gatherAttackers } from "#testing/attacks/attackers.ts";
import { clientStreams } from "#testing/attacks/tried.ts";
import { testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let attackers: Attackers;

beforeAll(async () => {
  attackers = await gatherAttackers(hub);
});
afterAll(() => attackers.callers.close());

/** The first message of each stream of a caller's. */
const MESSAGES: Readonly<Record<string, JsonObject>> = {
  "InventoryService/CountStock": { sku: "A", location: "main", onHand: 1, clientId: "1" },
  "UserService/CreateUsers": { email: "new@example.com", name: "New", role: "ROLE_VIEWER", clientId: "1" },
  "PackingService/Pack": { clientId: "1", open: { location: "main", station: "Bench 1" } },
};

/** The status with which a stream of one message ends, or what it answered. */
function endOf(method: string, token: string | undefined): Promise<string> {
  const metadata: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { grpc } = attackers.callers;
  const message = MESSAGES[method];
  if (message === undefined) throw new Error(`${method} has no message to try it with`);
  return new Promise((resolve) => {
    const failed = ({ code }: ServiceError) => resolve(status[code] ?? String(code));
    if (method === "PackingService/Pack") {
      const stream = grpc.bidiStream(method, { metadata });
      stream.on("data", (event: JsonObject) => resolve(JSON.stringify(event)));
      stream.on("error", failed);
      stream.write(message);
      return;
    }
    const { call, answer } = grpc.clientStream(method, { metadata });
    answer.then((summary) => resolve(JSON.stringify(summary)), failed);
    call.end(message);
  });
}

it.each(clientStreams)("$path is refused without a valid credential, and without its scope", async (stream) => {
  const { shop, keys } = attackers;
  for (const token of [undefined, shop.tokens.get("unknown"), shop.tokens.get("expired")])
    expect(await endOf(stream.path, token)).toBe("UNAUTHENTICATED");
  for (const held of [`without ${stream.scope}`, "viewer"])
    expect({ held, end: await endOf(stream.path, keys.get(held)) }).toEqual({ held, end: "PERMISSION_DENIED" });
});
