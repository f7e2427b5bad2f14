import "#core/catalogue.ts";
import { type EventType, eventCatalogue } from "#core/kernel/event.ts";
import { isSchema, type Schema, Schemas } from "#transports/documents/openapi-schemas.ts";
import { escaped, readingPage } from "#transports/documents/pages/frame.ts";
import { eventSchema } from "./event-schema.ts";
import { field } from "./page-parts.ts";

let written: string | undefined;

/** The human-readable reference of all events, generated at the first request. */
export function eventPageResponse(): Response {
  written ??= eventPage();
  return readingPage({ title: "Events", current: "/docs/events" }, written);
}

export function eventPage(): string {
  const types = [...eventCatalogue.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const kinds = [...Map.groupBy(types, ({ type }) => type.split(".")[0] ?? "")];
  const schemas = new Schemas();
  const index = kinds.map(
    ([kind, its]) => `<li><b>${escaped(kind)}</b> ${its.map(({ type }) => linkTo(type)).join(" ")}</li>`,
  );
  const sections = types.map((type) => sectionOf(type, eventSchema(type, schemas), schemas));
  return `${INTRODUCTION}<nav class="index" aria-label="Event types"><ul>${index.join("")}</ul></nav>${sections.join("")}`;
}

const linkTo = (type: string) => `<a href="#${escaped(type)}">${escaped(type.slice(type.indexOf(".") + 1))}</a>`;

const INTRODUCTION = `
<h1>Events</h1>
<p>Everything that happens in Crossdock is an event: a <a href="https://github.com/cloudevents/spec">CloudEvent</a> in JSON,
with the same <code>id</code> on every road. <code>sequence</code> counts the events of one <code>subject</code>: 1, 2, 3…</p>
<ul>
<li><b>Stream.</b> <code>GET /api/v2/events/stream</code>, server-sent events; <code>Last-Event-ID</code> resumes.</li>
<li><b>Page by page.</b> <code>GET /api/v2/events?after=</code> with the id that you saw last.</li>
<li><b>Webhooks.</b> POST to your address, signed after Standard Webhooks.</li>
</ul>
<p>Filters take whole types (<code>order.placed</code>) or kinds (<code>order.*</code>). For programs:
<a href="/api/v2/asyncapi.json">AsyncAPI</a>.</p>`;

function sectionOf({ type, description, subjectType }: EventType, schema: Schema, schemas: Schemas): string {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const data = isSchema(properties["data"]) ? schemas.resolved(properties["data"]) : {};
  const fields = isSchema(data["properties"]) ? Object.entries(data["properties"]) : [];
  const rows = fields.map(([name, value]) => field(name, isSchema(value) ? value : {}, schemas));
  const [example] = Array.isArray(schema["examples"]) ? schema["examples"] : [];
  return `
<section id="${escaped(type)}">
<h2><a href="#${escaped(type)}">${escaped(type)}</a></h2>
<p>${escaped(description)} The subject is the ${escaped(subjectType.replaceAll("_", " "))}.</p>
<table><thead><tr><th scope="col">Field of <code>data</code></th><th scope="col">Type</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>
<details><summary>Example</summary><pre tabindex="0"><code>${escaped(JSON.stringify(example, undefined, 2))}</code></pre></details>
</section>`;
}
