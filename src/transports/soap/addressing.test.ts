import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#core/kernel/ids.ts";
import type { XmlElement } from "#core/kernel/xml.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import {
  envelopeOf,
  messageId,
  post,
  requestOf,
  type SoapServer,
  startSoap,
  valueAt,
  type VersionName,
  WSA,
} from "#testing/fixtures/soap.ts";

const hub = testHub();
let server: SoapServer;
let headers: Record<string, string>;

beforeAll(async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  server = await startSoap(hub);
  headers = { authorization: `Bearer ${server.grant(actor)}` };
});
afterAll(() => server.close());

const place = requestOf("PlaceOrder", { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
const send = (body: string, header: string, version: VersionName = "1.1") =>
  post(server.url, envelopeOf(version, body, header), { version, headers });
const told = (header: XmlElement | undefined) =>
  Object.fromEntries((header?.children ?? []).map(({ name, namespace, text }) => [`${namespace} ${name}`, text]));
const FAULT = `${WSA}/soap/fault`;

it("an answer to a message with addressing has its action, and names the message", async () => {
  const action = `<Action xmlns="${WSA}">urn:crossdock:v1:PlaceOrder</Action>`;
  const id = `urn:uuid:${newId()}`;
  const both = { [`${WSA} Action`]: "urn:crossdock:v1:PlaceOrderResponse", [`${WSA} RelatesTo`]: id };
  for (const version of ["1.1", "1.2"] as const)
    expect(told((await send(place, action + messageId(id), version)).header)).toEqual(both);
  const { header } = await send(place, action);
  expect(told(header)).toEqual({ [`${WSA} Action`]: "urn:crossdock:v1:PlaceOrderResponse" });
  expect((await send(place, "")).header).toBeUndefined();
});

it("a fault has the action of faults, and names the message once its id was read", async () => {
  const unknown = requestOf("GetOrder", { id: newId() });
  const elsewhere = `<ReplyTo xmlns="${WSA}"><Address>http://10.0.0.1/</Address></ReplyTo>`;
  for (const version of ["1.1", "1.2"] as const)
    for (const [body, more] of [
      [unknown, ""],
      [place.replace("<quantity>1", "<quantity>x"), ""],
      [`<Other xmlns="urn:crossdock:v1"/>`, ""],
      [place, elsewhere],
    ] as const) {
      const { fault, header } = await send(body, messageId("urn:asked") + more, version);
      expect(fault).toBeDefined();
      expect(told(header)).toEqual({ [`${WSA} Action`]: FAULT, [`${WSA} RelatesTo`]: "urn:asked" });
    }
  expect((await send(unknown, "")).header).toBeUndefined();
});

it.each([
  ["no namespace", `<t xmlns="" e:mustUnderstand="1"/>`, "t"],
  ["XML's own namespace", `<xml:t e:mustUnderstand="1"/>`, "xml:t"],
  ["another namespace", `<q:t xmlns:q="urn:t" e:mustUnderstand="1"/>`, "x:t"],
])("a header of %s that is not understood is named in well-formed XML", async (_, header, name) => {
  const answer = await send(place, header, "1.2"); // parsed with its namespaces
  expect(answer.fault).toMatchObject({ code: "soap.not_understood" });
  expect(answer.header?.children[0]?.attributes).toMatchObject([{ name: "qname", value: name }]);
});

it("nil in a list is refused at its place: left out, it would mean all", async () => {
  const { payload } = await send(place, "");
  const id = valueAt(payload, "order", "id") ?? "";
  const nil = `<lines xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>`;
  const ship = requestOf("ShipOrder", { orderId: id }).replace("</ShipOrderRequest>", `${nil}</ShipOrderRequest>`);
  const { fault } = await send(ship, "");
  expect(fault).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/lines/0" }] });
});

it("the service is there with a slash too, and its description with other parameters and in WCF's words", async () => {
  const slash = await post(`${server.url}/`, envelopeOf("1.1", place), { headers });
  expect(slash.payload.name).toBe("PlaceOrderResponse");
  for (const query of ["?wsdl", "?WSDL&x=1", "?x=1&wsdl=1", "?singleWsdl"]) {
    const response = await fetch(`${server.url}${query}`);
    expect(await response.text()).toContain("<wsdl:definitions");
  }
});

it("pages of other origins may send SOAPAction", async () => {
  const response = await fetch(server.url, { method: "OPTIONS" });
  expect(response.headers.get("access-control-allow-headers")).toMatch(/\bSOAPAction\b/);
});
