import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { envelopeOf, fewCalls, post, requestOf, type SoapServer, startSoap } from "#testing/fixtures/soap.ts";

const hub = testHub();
const BODY_MS = 400;
const recorded: string[] = [];
let actor: Actor;
const servers: SoapServer[] = [];

beforeAll(async () => {
  actor = await createTestTenant(hub);
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function start(quota = 1000): Promise<SoapServer> {
  const observe = ({ operation }: { readonly operation: string }) => void recorded.push(operation);
  const server = await startSoap({ ...hub, observe }, { limits: fewCalls(quota), bodyWithinMs: BODY_MS });
  servers.push(server);
  return server;
}

const message = envelopeOf("1.1", requestOf("GetOrder", { id: newId() }));

/** Sends the headers of a message and no body. */
function begin({ url }: SoapServer, headers: Record<string, string> = {}): ClientRequest {
  const length = { "content-type": "text/xml", "content-length": Buffer.byteLength(message) };
  const begun = httpRequest(url, { method: "POST", headers: { ...length, ...headers }, agent: false });
  begun.on("error", () => {});
  begun.flushHeaders();
  return begun;
}

async function answerTo(begun: ClientRequest) {
  const [response] = (await once(begun, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  begun.destroy();
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

describe("what is refused before anybody is known", () => {
  it.each([
    ["text that is no XML", "hello", "request.unreadable_body"],
    ["an unknown request", envelopeOf("1.1", `<Other xmlns="urn:crossdock:v1"/>`), "soap.malformed"],
    ["an unknown element", message.replace("</id>", "</id><more/>"), "request.invalid"],
    ["a body that is no gzip", "gzip", "request.unreadable_body"],
    ["a body that is too large", "x".repeat(600_000), "request.too_large"],
  ])("%s is counted against the address, and recorded", async (_, body, code) => {
    const server = await start(3);
    recorded.length = 0;
    const headers: Record<string, string> = body === "gzip" ? { "content-encoding": "gzip" } : {};
    for (let call = 0; call < 3; call += 1) expect((await post(server.url, body, { headers })).fault?.code).toBe(code);
    const refused = await post(server.url, body, { headers });
    expect(refused.fault).toMatchObject({ code: "request.quota_exceeded" });
    expect(refused.headers.get("retry-after")).toBe("600");
    expect(recorded).toEqual(Array.from({ length: 4 }, () => "soap.request"));
  });

  it("an address without quota left is refused before its body is read; who sends a key in the header is not", async () => {
    const server = await start(1);
    await post(server.url, "hello");
    expect((await answerTo(begin(server))).text).toContain("request.quota_exceeded");
    const known = await post(server.url, message, { headers: { authorization: `Bearer ${server.grant(actor)}` } });
    expect(known.fault).toMatchObject({ code: "resource.not_found" });
  });

  it("a wrong key in the header is refused before the body is read", async () => {
    const refused = await answerTo(begin(await start(), { authorization: "Bearer wrong" }));
    expect([refused.status, refused.text]).toEqual([500, expect.stringContaining("auth.required")]);
  });
});

describe("a body that does not arrive", () => {
  it("from a stranger ends in a fault, and its connection is closed", async () => {
    const begun = begin(await start());
    begun.write(message.slice(0, 40));
    const refused = await answerTo(begun);
    expect([refused.status, refused.headers.connection]).toEqual([408, "close"]);
    expect(refused.text).toContain("request.too_slow");
  });

  it("may take longer from who is known", async () => {
    const server = await start();
    const begun = begin(server, { authorization: `Bearer ${server.grant(actor)}` });
    await after(2 * BODY_MS);
    begun.end(message);
    expect((await answerTo(begun)).text).toContain("resource.not_found");
  });
});
