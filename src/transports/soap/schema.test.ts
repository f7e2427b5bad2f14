import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { breaksBetween } from "./schema/breaks.ts";
import { service } from "./schema/described.ts";
import { FieldOrder } from "./schema/order.ts";
import { Types } from "./schema/types.ts";
import { wsdl } from "./schema/wsdl.ts";

const ADDRESS = "http://localhost:3000/api/soap";
const current = wsdl(service, ADDRESS);
const released = await readFile(new URL("../../../docs/crossdock.released.wsdl", import.meta.url), "utf8");

describe("the description", () => {
  it("breaks no client of the released one (docs/crossdock.released.wsdl; a release replaces it)", () => {
    expect(breaksBetween(released, current)).toEqual([]);
  });

  it.each([
    [
      "an element that responses gain",
      `<xs:element name="currency" type="xs:string"/>`,
      `<xs:element name="currency" type="xs:string"/><xs:element name="extra" type="xs:string" minOccurs="0"/>`,
      "customer has moved or changed",
    ],
    [
      "an element that is gone",
      `<xs:element name="nextCursor" type="xs:string" minOccurs="0"/>`,
      "",
      "nextCursor has moved or changed",
    ],
    [
      "another type",
      `<xs:element name="delta" type="xs:long"/>`,
      `<xs:element name="delta" type="xs:int"/>`,
      "AdjustStockRequest: delta has moved or changed",
    ],
    [
      "a required element that requests gain",
      `<xs:element name="reference" type="xs:string" minOccurs="0">`,
      `<xs:element name="who" type="xs:string"/><xs:element name="reference" type="xs:string" minOccurs="0">`,
      "has moved or changed",
    ],
    ["a word that is gone", `<xs:enumeration value="theft"/>`, "", "AdjustReason has lost theft"],
    [
      "another action",
      `soapAction="urn:crossdock:v1:GetUser"`,
      `soapAction="urn:other"`,
      "binding CrossdockSoap11.GetUser has changed",
    ],
    [
      "another transport",
      `transport="http://schemas.xmlsoap.org/soap/http"`,
      `transport="urn:other"`,
      "binding CrossdockSoap11 has changed",
    ],
    [
      "another element in a message",
      `<wsdl:part name="parameters" element="tns:GetUserRequest"/>`,
      `<wsdl:part name="parameters" element="tns:GetOrderRequest"/>`,
      "message GetUserRequest has changed",
    ],
    [
      "a port that is gone",
      `<wsdl:port name="CrossdockSoap12"`,
      `<wsdl:port name="Other"`,
      "port Crossdock.CrossdockSoap12 is gone",
    ],
    [
      "another namespace",
      `targetNamespace="urn:crossdock:v1"`,
      `targetNamespace="urn:other"`,
      "the target namespace is no longer",
    ],
    [
      "an operation that is gone",
      `<wsdl:operation name="GetUser">`,
      `<wsdl:operation name="ReadUser">`,
      "operation GetUser is gone",
    ],
  ])("would be told of %s", (_, ...[from, to, told]) => {
    expect(current).toContain(from);
    expect(breaksBetween(current, current.replace(from, to)).join("\n")).toContain(told);
  });

  it("lets a service gain operations, and live elsewhere", () => {
    const copied = (text: string, part: RegExp) =>
      text.replace(part, (all) => all + all.replaceAll("GetUser", "ReadUser"));
    const more = [
      /<wsdl:message name="GetUserRequest">[\s\S]*?<\/wsdl:message>/,
      /<wsdl:operation name="GetUser">\s*<wsdl:doc[\s\S]*?<\/wsdl:operation>/,
      /<wsdl:operation name="GetUser">\s*<soap:[\s\S]*?<\/wsdl:operation>/,
      /<wsdl:operation name="GetUser">\s*<soap12:[\s\S]*?<\/wsdl:operation>/,
    ].reduce(copied, current);
    expect(more.match(/<wsdl:operation name="ReadUser">/g)).toHaveLength(3);
    expect(breaksBetween(current, more.replaceAll(ADDRESS, "https://hub.example.com/api/soap"))).toEqual([]);
    expect(breaksBetween(more, current).length).toBeGreaterThan(3);
  });

  it("lets requests gain what is optional, at their end, and words", () => {
    const last = /(name="GetUserRequest">\s*<xs:sequence>[\s\S]*?)(<\/xs:sequence>)/;
    const longer = current
      .replace(last, `$1<xs:element name="more" type="xs:string" minOccurs="0"/>$2`)
      .replace(`<xs:enumeration value="theft"/>`, `<xs:enumeration value="theft"/><xs:enumeration value="gift"/>`);
    expect(longer).not.toBe(current);
    expect(breaksBetween(current, longer)).toEqual([]);
  });

  it("has amounts and counts as xs:long, instants as xs:dateTime, and words of responses as xs:string", () => {
    expect(current).not.toMatch(/xs:int"/);
    expect(current).toMatch(/name="unitPrice" type="xs:long"/);
    expect(current).toMatch(/name="placedAt" type="xs:dateTime"/);
    expect(current).toMatch(/name="paymentStatus" type="xs:string"/);
    expect(current).toMatch(/name="status" type="tns:OrderStatus" minOccurs="0" maxOccurs="unbounded"/);
  });
});

describe("the order of fields", () => {
  const schema = (names: readonly string[]) =>
    z.object(Object.fromEntries(names.map((name) => [name, z.string().optional()])));
  const fieldsOf = (order: FieldOrder, io: "input" | "output", names: readonly string[]) =>
    new Types(order).root("Thing", schema(names), io).fields.map(({ name }) => name);

  it("is kept: new fields come last in requests, and are left out of responses", () => {
    const given = { Thing: ["b", "a"] };
    expect(fieldsOf(new FieldOrder(given), "input", ["a", "new", "b"])).toEqual(["b", "a", "new"]);
    expect(fieldsOf(new FieldOrder(given), "output", ["a", "new", "b"])).toEqual(["b", "a"]);
    expect(fieldsOf(new FieldOrder({}), "output", ["a", "b"])).toEqual(["a", "b"]);
  });

  it("does not let a field go that clients use", () => {
    expect(() => fieldsOf(new FieldOrder({ Thing: ["a", "gone"] }), "output", ["a"])).toThrow(/gone/);
  });
});
