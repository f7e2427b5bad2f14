import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Received, type Receiver, startReceiver } from "#testing/fixtures/receiver.ts";
import { HttpOut } from "../http-out/http-out.ts";
import { CallFailed, CallWithdrawn, SoapClient, type SoapClientOptions } from "./soap-client.ts";

const out = new HttpOut({ allowPrivate: true });
let server: Receiver;
/** What is answered at each path; a POST gets `answer`. */
const files = new Map<string, string>();
let answer = "";
let status = 200;

beforeAll(async () => {
  server = await startReceiver();
  server.answer = (request, response, incoming) => {
    const body = incoming.method === "POST" ? answer : files.get(request.path);
    response.writeHead(body === undefined ? 404 : incoming.method === "POST" ? status : 200).end(body);
  };
});
afterEach(() => {
  files.clear();
  server.received.length = 0;
  status = 200;
});
afterAll(async () => {
  await Promise.all([server.close(), out.close()]);
});

const origin = () => `http://127.0.0.1:${server.port}`;
const client = (over: Partial<SoapClientOptions> = {}) =>
  new SoapClient({ wsdlUrl: `${origin()}/s.wsdl`, out, timeoutMs: 2000, ...over });
const posted = (): Received | undefined => server.received.find(({ body }) => body !== "");
const failureOf = async (call: Promise<unknown>): Promise<CallFailed> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CallFailed) return error;
  throw new Error("The call did not fail");
};

interface Wsdl {
  readonly types?: string;
  readonly soap?: "soap" | "soap12";
  readonly binding?: string;
  readonly body?: string;
  readonly parts?: readonly [string, string];
  readonly address?: string;
}

/** A service with the operation `Ask`. */
function wsdl({
  types = TYPES,
  soap = "soap",
  binding = "",
  body = `use="literal"`,
  parts,
  address,
}: Wsdl = {}): string {
  const [input, output] = parts ?? [`element="m:Ask"`, `element="m:Told"`];
  return `<?xml version="1.0"?><!-- made by a generator -->
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:m" targetNamespace="urn:m">
  <w:types>${types}</w:types>
  <w:message name="In"><w:part name="p" ${input}/></w:message><w:message name="Out"><w:part name="p" ${output}/></w:message>
  <w:portType name="P"><w:operation name="Ask"><w:input message="m:In"/><w:output message="m:Out"/></w:operation></w:portType>
  <w:binding name="B" type="m:P"><${soap}:binding ${binding} transport="t"/><w:operation name="Ask">
    <${soap}:operation soapAction="urn:m#Ask"/><w:input><${soap}:body ${body}/></w:input><w:output><${soap}:body ${body}/></w:output>
  </w:operation></w:binding>
  <w:service name="S"><w:port name="P" binding="m:B"><${soap}:address location="${address ?? `${origin()}/ask`}"/></w:port></w:service>
</w:definitions>`;
}

const TYPES = `<xs:schema targetNamespace="urn:m" elementFormDefault="qualified">
  <xs:element name="Ask"><xs:complexType><xs:sequence>
    <xs:element name="Second" type="xs:int"/><xs:element name="First" type="xs:string" minOccurs="0"/>
    <xs:choice><xs:element name="A" type="xs:boolean"/><xs:element name="B" type="xs:decimal" maxOccurs="2"/></xs:choice>
    <xs:element ref="m:Note" minOccurs="0"/><xs:element name="Local" form="unqualified" nillable="true"/>
  </xs:sequence><xs:attribute name="unit" use="required"/></xs:complexType></xs:element>
  <xs:element name="Note"><xs:complexType><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="lang"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
  <xs:element name="Told"><xs:complexType><xs:sequence>
    <xs:element name="Row" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:attribute name="n" type="xs:long"/></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;
const E11 = `xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"`;
const told = (inner: string) => `<e:Envelope ${E11}><e:Body><Told xmlns="urn:m">${inner}</Told></e:Body></e:Envelope>`;
const asked = { Local: null, B: ["1.50", 2], Note: { $: "a<b", "@lang": "en" }, Second: 2, "@unit": "kg" };

describe("a service known by its WSDL", () => {
  it("is sent fields in the schema's order, namespaces and types, and answers by its schema", async () => {
    files.set("/s.wsdl", wsdl());
    answer = told(`<Row n="1"/><other/><Row n="9007199254740993"/>`);
    expect(await client().call("Ask", asked)).toEqual({ Row: [{ "@n": 1 }, { "@n": "9007199254740993" }] });
    expect(posted()?.headers).toMatchObject({ soapaction: `"urn:m#Ask"`, "content-type": "text/xml; charset=utf-8" });
    expect(posted()?.body).toContain(
      `<Ask xmlns="urn:m" unit="kg"><Second xmlns="urn:m">2</Second><B xmlns="urn:m">1.50</B><B xmlns="urn:m">2</B>` +
        `<Note xmlns="urn:m" lang="en">a&lt;b</Note><Local xmlns="" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Ask>`,
    );
  });

  it("over SOAP 1.2 and RPC/literal is spoken to in their ways", async () => {
    const rpc = {
      binding: `style="rpc"`,
      body: `use="literal" namespace="urn:r"`,
      parts: [`type="xs:int"`, `type="xs:int"`] as const,
    };
    files.set("/s.wsdl", wsdl({ ...rpc, soap: "soap12" }));
    answer = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><r:AskResponse xmlns:r="urn:r"><p>7</p></r:AskResponse></e:Body></e:Envelope>`;
    expect(await client().call("Ask", { p: 3 })).toEqual({ p: 7 });
    expect(posted()?.headers["content-type"]).toBe(`application/soap+xml; charset=utf-8; action="urn:m#Ask"`);
    expect(posted()?.body).toContain(`<Ask xmlns="urn:r"><p xmlns="">3</p></Ask>`);
  });

  it("reads imported and included schemas, also ones without a namespace of their own", async () => {
    files.set(
      "/s.wsdl",
      wsdl({ types: `<xs:schema targetNamespace="urn:m"><xs:include schemaLocation="x/own.xsd"/></xs:schema>` }),
    );
    const told2 = `<xs:element name="Told" type="xs:int"/>`;
    files.set(
      "/x/own.xsd",
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="own.xsd"/><xs:element name="Ask" type="xs:int"/>${told2}</xs:schema>`,
    );
    answer = told("5");
    expect(await client().call("Ask", 4)).toBe(5);
  });

  const filled = { ...asked, Local: "x" };
  it.each([
    [{ ...filled, Local: undefined }, "Ask/Local is required"],
    [{ ...filled, Second: undefined }, "Ask/Second is required"],
    [{ ...filled, Second: 2.5 }, "Ask/Second is no int"],
    [{ ...filled, B: [1, 2, 3] }, "2 times at most"],
    [{ ...filled, Misspelt: 1 }, "has no Ask/Misspelt"],
    [{ ...filled, "@unit": undefined }, "Ask/@unit is required"],
    [5, "fields of its own"],
  ])("is not sent what its schema does not allow: %o", async (message, reason) => {
    files.set("/s.wsdl", wsdl({ types: TYPES.replace(` nillable="true"`, "") }));
    const failed = await failureOf(client().call("Ask", message));
    expect([failed.kind, posted()]).toEqual(["refused", undefined]);
    expect(failed.message).toContain(reason);
  });
});

describe("answers", () => {
  it.each([
    ["HTML", "<!DOCTYPE html><html/>"],
    ["an entity", `<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>${told("")}`],
    ["another namespace", told("").replace("urn:m", "urn:n")],
    ["two elements in the body", told("").replace("</e:Body>", "<x/></e:Body>")],
    ["two bodies", told("").replace("</e:Envelope>", "<e:Body/></e:Envelope>")],
    ["no envelope", "<Told xmlns='urn:m'/>"],
    ["text for a number", told(`<Row n="many"/>`)],
    ["nothing", ""],
    ["deep nesting", told(`${"<a>".repeat(5000)}${"</a>".repeat(5000)}`)],
    ["a huge body", told(`<Row n="1"/>`.repeat(2_000_000))],
  ])("with %s are not used, and leave it open what the service did", async (_, text) => {
    files.set("/s.wsdl", wsdl());
    answer = text;
    expect(await failureOf(client().call("Ask", asked))).toMatchObject({ kind: "failed", unsure: true });
  });

  it("pollute no prototype", async () => {
    files.set("/s.wsdl", wsdl());
    answer = told(`<Row n="1"/>`).replace("<Told", `<Told id="__proto__" constructor="1"`);
    expect(await client().call("Ask", asked)).toEqual({ Row: [{ "@n": 1 }] });
    expect("n" in {}).toBe(false);
  });

  it("a message that the WSDL gives no way to write is refused, and nothing is sent", async () => {
    files.set(
      "/s.wsdl",
      wsdl({ types: TYPES.replace(`name="First" type="xs:string"`, `name="First" type="no:Such"`) }),
    );
    const call = client().call("Ask", { ...asked, First: "1" });
    expect(await failureOf(call)).toMatchObject({ kind: "refused", unsure: false, status: null });
    expect(posted()).toBeUndefined();
  });

  it("a call is withdrawn up to the moment in which it is sent", async () => {
    files.set("/s.wsdl", wsdl());
    const loaded = () => server.received.length > 0;
    await expect(client().call("Ask", asked, { maySend: () => !loaded() })).rejects.toBeInstanceOf(CallWithdrawn);
    expect(loaded()).toBe(true);
    expect(posted()).toBeUndefined();
  });

  it("the WSDL is loaded for all callers, also when the first one has gone", async () => {
    files.set("/s.wsdl", wsdl());
    answer = told(`<Row n="1"/>`);
    const shared = client();
    const [first, second] = await Promise.allSettled([
      shared.call("Ask", asked, { signal: AbortSignal.abort() }),
      shared.call("Ask", asked),
    ]);
    expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("a fault of the sender is final, one of the receiver is not", async () => {
    files.set("/s.wsdl", wsdl());
    status = 500;
    const fault = (code: string) =>
      `<e:Envelope ${E11}><e:Body><e:Fault><faultcode>e:${code}</faultcode><faultstring>No such account</faultstring></e:Fault></e:Body></e:Envelope>`;
    answer = fault("Client");
    expect(await failureOf(client().call("Ask", asked))).toMatchObject({
      kind: "refused",
      message: "No such account",
      status: 500,
    });
    answer = fault("Server");
    expect(await failureOf(client().call("Ask", asked))).toMatchObject({ kind: "failed", unsure: true });
  });
});

describe("a WSDL that is hostile or not understood", () => {
  const failed = (text: string, over: Partial<SoapClientOptions> = {}) => {
    files.set("/s.wsdl", text);
    return failureOf(client(over).call("Ask", asked));
  };

  it("makes this process ask no other server, neither for imports nor with the message and password", async () => {
    const other = await startReceiver();
    const types = `<xs:schema targetNamespace="urn:m"><xs:import namespace="urn:x" schemaLocation="${other.url}"/></xs:schema>`;
    expect((await failed(wsdl({ types }))).message).toContain("imports from another server");
    const moved = wsdl({ address: other.url });
    expect((await failed(moved, { username: "u", password: "p" })).message).toContain("ERP_ENDPOINT_URL");
    expect(other.received).toEqual([]);
    other.answer = (_, response) => void response.end(told(""));
    files.set("/s.wsdl", moved);
    expect(await client({ address: other.url }).call("Ask", asked)).toEqual({ Row: [] });
    await other.close();
  });

  it.each([
    ["a document type", () => `<!DOCTYPE d>${wsdl().replace(`<?xml version="1.0"?>`, "")}`, "document type"],
    ["a page", () => "<html/>", "not a WSDL"],
    ["RPC/encoded", () => wsdl({ binding: `style="rpc"`, body: `use="encoded"` }), "encoded"],
    [
      "a type derived from itself",
      () =>
        wsdl({
          types: TYPES.replace(`type="xs:int"`, `type="m:T"`).replace(
            "</xs:schema>",
            `<xs:simpleType name="T"><xs:restriction base="m:T"/></xs:simpleType></xs:schema>`,
          ),
        }),
      "derived from itself",
    ],
    ["a missing type", () => wsdl({ types: TYPES.replace("xs:int", "m:Gone") }), "no type {urn:m}Gone"],
  ])("is refused with its reason: %s", async (_, text, reason) => {
    expect((await failed(text())).message).toContain(reason);
    expect(posted()).toBeUndefined();
  });
});
