import { describe, expect, it } from "vitest";
import { z } from "zod";
import { schemaParts } from "#testing/proofs/schema-parts.ts";
import { operations } from "./catalogue.ts";
import { failureCatalogue } from "./kernel/errors.ts";
import { commonFailures } from "./runtime/declared.ts";

/** Schemas that accept any value, and why they cannot be narrower. */
const UNTYPED: Readonly<Record<string, string>> = {
  "AuditChange.after": "A field of an event's data, as in CloudEvent.",
  "AuditChange.before": "As in AuditChange.after.",
  "AuditViolation*": "Each check tells figures of its own.",
  "CloudEvent.data": "Each type of event has a schema of its own: `eventCatalogue`.",
  "Event.data": "As in CloudEvent.",
  "Export.filters{}": "They are parsed by the input of the list that is exported.",
  "InboundFault*": "Figures that help to mend a fault.",
  "InboundMessageDetail.mapped": "What a mapping made of a foreign message; the operation's own input parses it.",
  "InboundMappingPreview.mapped": "As in InboundMessageDetail.",
  "InboundTargetDetail.example": "An input of the operation that it stands beside.",
  "InboundTargetDetail.schema{}": "JSON Schema.",
  "Job.payload": "Each queue has a schema of its own for its jobs.",
  "MappingFault*": "As in InboundFault.",
  "Difference.theirs{}": "A row of a partner's list, as the partner wrote it.",
  "TimelineEntry.data": "As in CloudEvent.",
  "inbound.begin.input.mapped": "As in InboundMessageDetail.",
  "inbound.begin.output.mapped": "As in InboundMessageDetail.",
};

const roots = operations.flatMap(({ name, input, output }) => [
  { root: `${name}.input`, schema: input },
  { root: `${name}.output`, schema: output },
]);
const seen = new Set<z.core.$ZodType>();
const parts = roots.flatMap(({ root, schema }) => schemaParts(schema, root, seen));

describe("operation catalogue", () => {
  it("every operation name is unique", () => {
    const names = operations.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("every object within an input or output has a schema id; inputs and outputs are named after their operation", () => {
    const called = new Set(roots.map(({ root }) => root));
    const nameless = parts.filter(({ at, id, type }) => type === "object" && id === undefined && !called.has(at));
    expect(nameless.map(({ at }) => at)).toEqual([]);
  });

  it("schema ids are unique", () => {
    const named = parts.filter(({ names }) => names);
    const twice = [...Map.groupBy(named, ({ id }) => id)].filter(
      ([, its]) => new Set(its.map(({ schema }) => schema)).size > 1,
    );
    expect(twice.map(([id]) => id)).toEqual([]);
  });

  it("every field has a type, except listed ones", () => {
    const untyped = parts.filter(({ type }) => ["unknown", "any", "custom"].includes(type));
    expect(untyped.map(({ at }) => at).toSorted()).toEqual(Object.keys(UNTYPED).toSorted());
  });

  it("every example satisfies its schema", () => {
    const wrong = parts.filter(({ schema }) => {
      const example = z.globalRegistry.get(schema)?.["example"];
      return example !== undefined && !z.safeParse(schema, example).success;
    });
    expect(wrong.map(({ at }) => at)).toEqual([]);
  });

  it("every error is declared once in its list, and none repeats the common ones", () => {
    const common = new Set(commonFailures.map(({ code }) => code));
    for (const { name, failures } of operations) {
      const codes = failures.map(({ code }) => code);
      expect([name, codes]).toEqual([name, [...new Set(codes)]]);
      expect([name, codes.filter((code) => common.has(code) || !failureCatalogue.has(code))]).toEqual([name, []]);
    }
  });
});
