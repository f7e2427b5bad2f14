import type { Fields, FieldValue } from "#features/conflict/three-way.ts";
import type { Inputs } from "#features/trpc/client.ts";
import type { EndpointSettings } from "#features/webhooks/endpoint-params.ts";

export const shapings = ["none", "fields", "jsonata"] as const;
export type Shaping = (typeof shapings)[number];

export type EndpointForm = {
  url: string;
  description: string;
  eventTypes: string[];
  channels: string[];
  /** Values are never shown again, so stored ones can only be kept or replaced together. */
  headers: "kept" | { name: string; value: string }[];
  signing: "hmac" | "ed25519";
  payload: "full" | "thin";
  shaping: Shaping;
  fields: string[];
  transform: string;
  ordered: boolean;
  /** Empty: no limit. */
  maxPerSecond: string;
  maxConcurrent: number;
};

export const emptyEndpoint: EndpointForm = {
  url: "",
  description: "",
  eventTypes: ["*"],
  channels: [],
  headers: [],
  signing: "hmac",
  payload: "full",
  shaping: "none",
  fields: ["id", "type", "time", "subject"],
  transform: "",
  ordered: true,
  maxPerSecond: "",
  maxConcurrent: 10,
};

export function formOf(endpoint: EndpointSettings): EndpointForm {
  const { url, description, eventTypes, channels, signing, payload, transform, ordered, maxPerSecond } = endpoint;
  return {
    url,
    description,
    eventTypes,
    channels,
    headers: endpoint.headerNames.length > 0 ? "kept" : [],
    signing,
    payload,
    shaping: transform === null ? "none" : "jsonata",
    fields: emptyEndpoint.fields,
    transform: transform ?? "",
    ordered,
    maxPerSecond: maxPerSecond === null ? "" : String(maxPerSecond),
    maxConcurrent: endpoint.maxConcurrent,
  };
}

const list = (values: readonly string[]): string => values.toSorted().join(", ");
const listIn = (value: FieldValue | undefined): string[] =>
  String(value ?? "")
    .split(", ")
    .filter(Boolean);

const headersOf = (headers: { name: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(headers.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]));

/** The form as a flat record; stored headers marked as kept count as unchanged. */
export function fieldsOf(form: EndpointForm, hadHeaders: boolean): Fields {
  const { headers, shaping, maxPerSecond } = form;
  const written = headers === "kept" ? "" : JSON.stringify(headersOf(headers));
  return {
    url: form.url.trim(),
    description: form.description.trim(),
    eventTypes: list(form.eventTypes),
    channels: list(form.channels),
    headers: written === "{}" && !hadHeaders ? "" : written,
    payload: form.payload,
    transform: shaping === "jsonata" ? form.transform.trim() : null,
    fields: shaping === "fields" ? form.fields.join(", ") : null,
    ordered: form.ordered,
    maxPerSecond: maxPerSecond.trim() === "" ? null : Number(maxPerSecond),
    maxConcurrent: form.maxConcurrent,
  };
}

type Create = Inputs["webhooks"]["createEndpoint"];
type Update = Inputs["webhooks"]["updateEndpoint"];

export function createOf(form: EndpointForm): Create {
  const { url, description, maxPerSecond, transform, fields, ...same } = fieldsOf(form, false);
  return {
    url: String(url),
    description: String(description),
    eventTypes: form.eventTypes,
    channels: form.channels,
    headers: form.headers === "kept" ? {} : headersOf(form.headers),
    signing: form.signing,
    payload: form.payload,
    ...(typeof fields === "string"
      ? { fields: form.fields }
      : { transform: transform === null ? null : form.transform }),
    ordered: same.ordered === true,
    maxPerSecond: typeof maxPerSecond === "number" ? maxPerSecond : null,
    maxConcurrent: form.maxConcurrent,
  };
}

/** Only changed fields, so that edits of different settings do not conflict. */
export function updateOf(now: EndpointSettings, fields: Fields, changed: readonly string[]): Update {
  const input: Record<string, unknown> = { id: now.id, ifVersion: now.version };
  for (const key of changed) {
    const value = fields[key];
    if (key === "eventTypes" || key === "channels") input[key] = listIn(value);
    else if (key === "headers") input.headers = JSON.parse(String(value || "{}"));
    else if (key === "fields" || key === "transform") Object.assign(input, shapeOf(fields));
    else input[key] = value;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are those of the record, whose values have these types
  return input as Update;
}

const shapeOf = ({ fields, transform }: Fields) =>
  typeof fields === "string" ? { fields: listIn(fields) } : { transform: transform ?? null };

/** The paths of an event's values, lists as a whole: "data.number". Values without a valid path are omitted. */
export function pathsIn(event: unknown, below = ""): string[] {
  if (typeof event !== "object" || event === null) return [];
  return Object.entries(event).flatMap(([name, value]) => {
    if (!/^[a-zA-Z_]\w*$/.test(name)) return [];
    const path = `${below}${name}`;
    const inner =
      typeof value === "object" && value !== null && !Array.isArray(value) ? pathsIn(value, `${path}.`) : [];
    return inner.length > 0 ? inner : [path];
  });
}

/** The fields at which faults of the server are shown. */
export const faultFields = {
  url: "url",
  description: "description",
  eventTypes: "eventTypes",
  channels: "channels",
  headers: "headers",
  payload: "payload",
  transform: "transform",
  fields: "fields",
  maxPerSecond: "maxPerSecond",
  maxConcurrent: "maxConcurrent",
} as const;
