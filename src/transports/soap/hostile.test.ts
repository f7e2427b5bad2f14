import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#core/kernel/ids.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { type CountedDatabase, countStatements } from "#testing/fixtures/counted-database.ts";
import { createTestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import {
  envelopeOf,
  post,
  requestOf,
  type SoapServer,
  startSoap,
  type VersionName,
  versions,
} from "#testing/fixtures/soap.ts";
import { MESSAGE_BOUNDS } from "./request.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let counted: CountedDatabase;
let hub: TestHub;
let server: SoapServer;
let authorization: string;

beforeAll(async () => {
  database = await createTestDatabase();
  counted = await countStatements(database.url);
  hub = createTestHub(counted.url);
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  server = await startSoap(hub);
  authorization = `Bearer ${server.grant(actor)}`;
});
afterAll(async () => {
  await server.close();
  await hub.close();
  await counted.close();
  await database.drop();
});

const LINES = "<lines><sku>A</sku><quantity>1</quantity></lines>";
const place = (inner: string, attributes = "") =>
  `<PlaceOrderRequest xmlns="urn:crossdock:v1"${attributes}><channel>web</channel>${inner}</PlaceOrderRequest>`;
const good = place(LINES);
const get = requestOf("GetOrder", { id: newId() });
const wsa = "http://www.w3.org/2005/08/addressing";
const security = (inner: string) =>
  `<Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${inner}</Security>`;

type Case = readonly [name: string, code: string, make: (version: VersionName) => string];

const soapOf = (version: VersionName) => versions[version].namespace;
const cases: readonly Case[] = [
  [
    "an external entity",
    "request.unreadable_body",
    (v) =>
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${envelopeOf(v, place(`<lines><sku>&x;</sku></lines>`))}`,
  ],
  [
    "entities of entities",
    "request.unreadable_body",
    (v) => `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${envelopeOf(v, good)}`,
  ],
  ["deep nesting", "request.unreadable_body", (v) => envelopeOf(v, "<a>".repeat(20_000))],
  [
    "very many elements",
    "request.unreadable_body",
    (v) => envelopeOf(v, place("<b/>".repeat(MESSAGE_BOUNDS.elements))),
  ],
  ["text that is no XML", "request.unreadable_body", () => "hello"],
  [
    "XML in CDATA",
    "request.unreadable_body",
    (v) => envelopeOf(v, place(`<notes><![CDATA[<?xml version="1.0"?><a/>]]></notes>`)),
  ],
  [
    "two bodies",
    "soap.malformed",
    (v) => `<e:Envelope xmlns:e="${soapOf(v)}"><e:Body>${good}</e:Body><e:Body>${good}</e:Body></e:Envelope>`,
  ],
  ["two requests in a body", "soap.malformed", (v) => envelopeOf(v, good + get)],
  [
    "a body before the header",
    "soap.malformed",
    (v) => `<e:Envelope xmlns:e="${soapOf(v)}"><e:Body>${good}</e:Body><e:Header/></e:Envelope>`,
  ],
  ["an empty body", "soap.malformed", (v) => envelopeOf(v, "")],
  ["an unknown request", "soap.malformed", (v) => envelopeOf(v, `<DropTables xmlns="urn:crossdock:v1"/>`)],
  [
    "a request in another namespace",
    "soap.malformed",
    (v) => envelopeOf(v, good.replace("urn:crossdock:v1", "urn:other")),
  ],
  ["a response as a request", "soap.malformed", (v) => envelopeOf(v, `<PlaceOrderResponse xmlns="urn:crossdock:v1"/>`)],
  ["two Security headers", "soap.malformed", (v) => envelopeOf(v, good, security("") + security(""))],
  ["an unknown security token", "soap.malformed", (v) => envelopeOf(v, good, security("<BinarySecurityToken/>"))],
  ["two MessageIDs", "soap.malformed", (v) => envelopeOf(v, good, `<MessageID xmlns="${wsa}">a</MessageID>`.repeat(2))],
  [
    "an answer that is to go elsewhere",
    "soap.malformed",
    (v) => envelopeOf(v, good, `<ReplyTo xmlns="${wsa}"><Address>http://10.0.0.1/</Address></ReplyTo>`),
  ],
  [
    "a header that must be understood",
    "soap.not_understood",
    (v) => envelopeOf(v, good, `<t:Transaction xmlns:t="urn:t" e:mustUnderstand="1"/>`),
  ],
  [
    "another operation in wsa:Action",
    "request.wrong_header",
    (v) => envelopeOf(v, good, `<Action xmlns="${wsa}">urn:crossdock:v1:CancelOrder</Action>`),
  ],
  ["the id __proto__", "request.invalid", (v) => envelopeOf(v, place(LINES, ` id="__proto__"`))],
  ["references", "request.invalid", (v) => envelopeOf(v, place(`<lines href="#l1"/>`))],
  [
    "an element named __proto__",
    "request.invalid",
    (v) => envelopeOf(v, place(`${LINES}<__proto__><polluted>1</polluted></__proto__>`)),
  ],
  ["an unknown element", "request.invalid", (v) => envelopeOf(v, place(`${LINES}<colour>red</colour>`))],
  [
    "an element of another namespace",
    "request.invalid",
    (v) => envelopeOf(v, place(`${LINES}<notes xmlns="">x</notes>`)),
  ],
  ["another order of elements", "request.invalid", (v) => envelopeOf(v, place(`${LINES}<externalId>x</externalId>`))],
  [
    "an element twice",
    "request.invalid",
    (v) => envelopeOf(v, place(`<externalId>a</externalId><externalId>b</externalId>${LINES}`)),
  ],
  ["a number with letters", "request.invalid", (v) => envelopeOf(v, place(LINES.replace("1", "3.9abc")))],
  ["a number beyond 2^53", "request.invalid", (v) => envelopeOf(v, place(LINES.replace("1", "9007199254740993")))],
  ["text between elements", "request.invalid", (v) => envelopeOf(v, place(`${LINES}loose`))],
];

describe.each(["1.1", "1.2"] as const)("over SOAP %s", (version) => {
  it.each(cases)("%s is refused by a fault, whoever sends it, and no statement runs", async (_, code, make) => {
    for (const headers of [{}, { authorization }]) {
      counted.taken();
      const { fault, status, text } = await post(server.url, make(version), { version, headers });
      expect({ statements: counted.taken(), fault }).toMatchObject({ statements: 0, fault: { code, kind: "invalid" } });
      expect(status).toBe(code === "soap.not_understood" || version === "1.1" ? 500 : 400);
      expect(text).not.toMatch(/\.ts:\d+|node_modules|at \w+ \(/);
      expect("polluted" in {}).toBe(false);
    }
  });

  it("a good message is refused for want of a credential, and what its operation refuses is a fault", async () => {
    const { fault } = await post(server.url, envelopeOf(version, good), { version });
    expect(fault).toMatchObject({ kind: "unauthenticated", code: "auth.required" });
    const short = envelopeOf(version, place("<lines><sku>A</sku></lines>"));
    const refused = await post(server.url, short, { version, headers: { authorization } });
    expect(refused.fault).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/lines/0/quantity" }] });
  });
});

describe("half a megabyte of blanks within a text", () => {
  const long = `a${" ".repeat(500_000)}a`;
  const token = (username: string) =>
    `<UsernameToken><Username>${username}</Username><Password>x</Password></UsernameToken>`;
  const next = `e:actor="${long}"`;
  const placed: readonly (readonly [place: string, envelope: string])[] = [
    ["MessageID", envelopeOf("1.1", good, `<MessageID xmlns="${wsa}">${long}</MessageID>`)],
    ["Action", envelopeOf("1.1", good, `<Action xmlns="${wsa}">${long}</Action>`)],
    ["the address of ReplyTo", envelopeOf("1.1", good, `<ReplyTo xmlns="${wsa}"><Address>${long}</Address></ReplyTo>`)],
    ["Username", envelopeOf("1.1", good, security(token(long)))],
    ["actor", envelopeOf("1.1", good, `<t:T xmlns:t="urn:t" ${next}/>`)],
    ["mustUnderstand", envelopeOf("1.1", good, `<t:T xmlns:t="urn:t" e:mustUnderstand="${long}"/>`)],
    ["a number", envelopeOf("1.1", place(LINES.replace("1", long)))],
    ["nil", envelopeOf("1.1", place(`<lines xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="${long}"/>`))],
    ["a composite", envelopeOf("1.1", place(`${LINES}${long}`))],
  ];

  it.each(placed)("in %s takes no longer than anywhere else", async (_, envelope) => {
    const started = performance.now();
    expect((await post(server.url, envelope)).fault).toBeDefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("before a message is read", () => {
  const sent = (headers: Record<string, string>, body: string | Buffer = envelopeOf("1.1", good)) =>
    post(server.url, body, { headers: { authorization, ...headers } });

  it("a SOAPAction that names another operation is refused, and an empty one is not", async () => {
    expect((await sent({ soapaction: `"urn:crossdock:v1:CancelOrder"` })).fault).toMatchObject({
      code: "request.wrong_header",
    });
    expect((await sent({ soapaction: `""` })).fault).toBeUndefined();
    expect((await sent({ soapaction: `"urn:crossdock:v1:PlaceOrder"` })).fault).toBeUndefined();
    const action = `application/soap+xml; charset=utf-8; action="urn:crossdock:v1:GetOrder"`;
    expect((await sent({ "content-type": action }, envelopeOf("1.2", good))).fault).toMatchObject({
      code: "request.wrong_header",
    });
  });

  it("an envelope of the other version is a VersionMismatch", async () => {
    const { fault, payload } = await sent({}, envelopeOf("1.2", good));
    expect(fault).toMatchObject({ code: "soap.version_mismatch" });
    expect(JSON.stringify(payload)).toContain("s:VersionMismatch");
    expect((await sent({}, `<Envelope xmlns="urn:other"/>`)).fault).toMatchObject({ code: "soap.version_mismatch" });
  });

  it("other media types, encodings and large bodies are refused in an envelope", async () => {
    for (const type of ["application/json", "text/xml; charset=utf-16", "multipart/related"]) {
      const refused = await sent({ "content-type": type });
      expect([refused.status, refused.fault?.code]).toEqual([415, "request.unsupported_media_type"]);
    }
    expect((await sent({}, Buffer.from(`\uFEFF${envelopeOf("1.1", good)}`, "utf16le"))).fault).toMatchObject({
      code: "request.unreadable_body",
    });
    expect((await sent({}, Buffer.from([0x3c, 0xff, 0x3e]))).fault).toMatchObject({ code: "request.unreadable_body" });
    const large = await sent({}, Buffer.alloc(10_000_000, "x"));
    expect([large.status, large.fault?.code]).toEqual([413, "request.too_large"]);
  });
});
