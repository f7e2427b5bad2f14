import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { xmlText } from "./xml-parts.ts";
import { parseXml, type XmlElement, XML_BOUNDS } from "./xml.ts";

const parse = (text: string) => parseXml(Buffer.from(text));

describe("parseXml", () => {
  it("reads elements and attributes by namespace, and character data by element", () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?><!-- a note --><a:b xmlns:a="urn:a" c="1" a:d="2"> x<e xmlns="urn:e">&lt;&#233;</e>y <![CDATA[<z>]]></a:b>`;
    expect(parse(text)).toMatchObject({
      name: "b",
      namespace: "urn:a",
      attributes: [
        { name: "c", namespace: "", value: "1" },
        { name: "d", namespace: "urn:a", value: "2" },
      ],
      children: [{ name: "e", namespace: "urn:e", attributes: [], children: [], text: "<é" }],
      text: " xy <z>",
    });
    expect(parse(`\uFEFF<a/>`)).toMatchObject({ name: "a", namespace: "" });
  });

  it("takes names of the language for names", () => {
    const read = parse(`<__proto__ xmlns:constructor="urn:c" constructor:__proto__="1"><constructor/></__proto__>`);
    expect(read).toMatchObject({ name: "__proto__", attributes: [{ name: "__proto__", namespace: "urn:c" }] });
    expect(Object.keys({})).toEqual([]);
    expect("1" in {}).toBe(false);
  });

  const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`;
  it.each([
    ["a document type", "<!DOCTYPE a><a/>", "document type"],
    ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`, "document type"],
    ["entities of entities", laughs, "document type"],
    ["an entity of nobody", "<a>&x;</a>", "well-formed"],
    ["a processing instruction", `<?xml-stylesheet href="x"?><a/>`, "Processing instructions"],
    ["XML in CDATA", `<a><![CDATA[ <?xml version="1.0"?><b/>]]></a>`, "CDATA"],
    ["a second root", "<a/><b/>", "well-formed"],
    ["text after the root", "<a/>b", "well-formed"],
    ["nothing", "", "well-formed"],
    ["an unclosed element", "<a><b></a>", "well-formed"],
    ["an unbound prefix", "<x:a/>", "well-formed"],
    ["an attribute twice", `<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="2"/>`, "well-formed"],
    ["a control character", "<a>\u0001</a>", "control"],
    ["a control character by number", "<a>&#1;</a>", "well-formed"],
    ["XML 1.1, which allows them", `<?xml version="1.1"?><a>&#1;</a>`, "1.0"],
    ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "UTF-8"],
    ["deep nesting", `${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}`, "levels"],
    ["many elements", `<a>${"<b/>".repeat(XML_BOUNDS.elements)}</a>`, "elements"],
    ["many attributes", `<a ${Array.from({ length: 99 }, (_, n) => `b${n}=""`).join(" ")}/>`, "attributes"],
    ["many bytes", `<a>${" ".repeat(XML_BOUNDS.bytes)}</a>`, "bytes"],
  ])("refuses %s", (_, text, reason) => {
    expect(() => parse(text)).toThrow(reason);
  });

  it("refuses bytes of other encodings", () => {
    expect(() => parseXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow("UTF-8");
    expect(() => parseXml(Buffer.from("\uFEFF<a/>", "utf16le"))).toThrow("UTF-8");
  });
});

it("xmlText writes what parseXml reads, and never what XML cannot hold", () => {
  const text = `a<b>&"c"]]>\r\n\t é 😀`;
  expect(parse(`<a b="${xmlText('<"&>')}">${xmlText(text)}</a>`)).toMatchObject({
    text,
    attributes: [{ value: '<"&>' }],
  });
  expect(xmlText("a\u0000b\u001bc\uD800d\uFFFEe")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
});

/** What a parser that passes the W3C's conformance tests makes of a text; undefined where it refuses. */
function asSaxes(text: string): unknown {
  interface Held {
    name: string;
    namespace: string;
    attributes: object[];
    children: Held[];
    text: string;
  }
  const held: Held = { name: "", namespace: "", attributes: [], children: [], text: "" };
  const open = [held];
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    const own = Object.values(attributes).filter((each) => each.uri !== "http://www.w3.org/2000/xmlns/");
    const given = own.map((each) => ({ name: each.local, namespace: each.uri, value: each.value }));
    const element = { name: local, namespace: uri, attributes: given, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const add = (data: string) => {
    const element = open.at(-1);
    if (element !== undefined && element !== held) element.text += data;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  try {
    parser.write(text).close();
    return held.children[0];
  } catch {
    return undefined;
  }
}

const plain = (element: XmlElement): object => {
  const { name, namespace, attributes, children, text } = element;
  return { name, namespace, attributes, children: children.map(plain), text };
};

it("parseXml reads and refuses what another strict parser reads and refuses", () => {
  const piece = fc.constantFrom(
    ..."<a |<p:a |</a>|</p:a>|/>|>|<|&|;|&amp;|&#65;|&#x1F600;|&#0;|&#xD800;|]]>|<![CDATA[|<!--|-->|--|x=|'|\"|=|xmlns='urn:d'|xmlns:p='urn:p'| xmlns:q='urn:p'| p:x='1'| q:x='2'| xml:lang='en'| xmlns:xml='urn:x'| xmlns:p=''|\r\n|\t|é|😀|:|a:b:c|-a|1a|_a|·".split(
      "|",
    ),
    "<a>",
    "<p:a xmlns:p='urn:p'>",
    "text",
    "<a xmlns='urn:e' x='1'/>",
  );
  const document = fc.array(piece, { maxLength: 9 }).map((parts) => `<a xmlns:p="urn:o">${parts.join("")}</a>`);
  const anything = fc.array(piece, { maxLength: 9 }).map((parts) => parts.join(""));
  let read = 0;
  const agree = (text: string) => {
    const theirs = asSaxes(text);
    let ours: unknown;
    try {
      ours = plain(parse(text));
      read += 1;
    } catch {}
    expect(ours).toEqual(theirs);
  };
  fc.assert(fc.property(fc.oneof({ weight: 3, arbitrary: document }, anything), agree), { numRuns: 5000 });
  expect(read).toBeGreaterThan(100);
});
