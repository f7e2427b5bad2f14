import specs from "@asyncapi/specs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { eventCatalogue } from "#core/kernel/event.ts";
import { isSchema } from "#transports/documents/openapi-schemas.ts";
import { asyncApiDocument } from "./document.ts";

const document = asyncApiDocument();
const at = (path: readonly string[]) =>
  path.reduce<unknown>((node, name) => (isSchema(node) ? node[name] : undefined), document);

describe("the AsyncAPI document", () => {
  it("is valid against the official JSON Schema of AsyncAPI 3", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.removeSchema("http://json-schema.org/draft-07/schema"); // the schema contains its own copy
    const validate = ajv.compile(specs.schemas["3.0.0"] as object);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("has no unresolved reference", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((path) => at(path.split("/")) === undefined)).toEqual([]);
  });

  it("has every event type on the stream, as a webhook and on both brokers, each with a valid example", () => {
    const types = [...eventCatalogue.keys()].toSorted();
    for (const channel of ["stream", "webhook", "kafkaEvents", "redisEvents"])
      expect(Object.keys(at(["channels", channel, "messages"]) ?? {})).toEqual(types);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, "asyncapi");
    const wrong = types.flatMap((type) => {
      const schema = at(["components", "schemas", `event.${type}`]);
      const [example] = isSchema(schema) && Array.isArray(schema["examples"]) ? schema["examples"] : [];
      const validate = ajv.compile({ $ref: `asyncapi#/components/schemas/event.${type}` });
      return validate(example) ? [] : [`${type}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(wrong).toEqual([]);
  });
});
