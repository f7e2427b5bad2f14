import { CloudEvent } from "#core/events/cloud-event.ts";
import type { EventType } from "#core/kernel/event.ts";
import { exampleOf } from "#transports/documents/openapi-examples.ts";
import { isSchema, type Schema, type Schemas } from "#transports/documents/openapi-schemas.ts";

/** The CloudEvent of one type: the envelope with this type's `type`, `subjecttype` and `data`, and an example. */
export function eventSchema({ type, subjectType, description, data }: EventType, schemas: Schemas): Schema {
  const envelope = schemas.resolved(schemas.of(CloudEvent, "output"));
  const given = isSchema(envelope["properties"]) ? envelope["properties"] : {};
  const properties = {
    ...given,
    type: { const: type },
    subjecttype: { const: subjectType },
    data: schemas.of(data, "output"),
  };
  const schema = { ...envelope, title: type, description, properties };
  return { ...schema, examples: [exampleOf(schema, schemas)] };
}
