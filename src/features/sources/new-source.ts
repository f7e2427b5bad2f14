import type { MappingDraft } from "#features/mapping/mapping-draft.ts";
import type { Inputs } from "#features/trpc/client.ts";
import { codeOf } from "./source-form.ts";
import { isMapped, type SourceKind } from "./source-params.ts";

export type NewSource = {
  kind: SourceKind;
  name: string;
  /** Null: derived from the name. */
  code: string | null;
  secret: string;
  channel: string;
  orderReference: "name" | "id";
  draft: MappingDraft;
  /** A sample message for the mapping. */
  sample: string;
};

/** A default mapping with a matching sample. */
export const firstSource: NewSource = {
  kind: "standard",
  name: "",
  code: null,
  secret: "",
  channel: "web",
  orderReference: "name",
  draft: {
    operation: "orders.place",
    mapping: `{
  "channel": "web",
  "externalId": data.id,
  "customer": { "email": data.email, "name": data.name },
  "lines": [data.lines.{ "sku": sku, "quantity": qty }]
}`,
  },
  sample: `{
  "type": "order.created",
  "data": {
    "id": "A-1001",
    "email": "ada@example.com",
    "name": "Ada Penrose",
    "lines": [{ "sku": "MUG-03-WHI", "qty": 2 }]
  }
}`,
};

export const codeFor = ({ code, name }: NewSource): string => code ?? codeOf(name);

export function createOf(form: NewSource): Inputs["inbound"]["createSource"] {
  const { kind, name, secret, channel, orderReference, draft } = form;
  return {
    kind,
    name,
    code: codeFor(form),
    ...(secret.trim() ? { secret: secret.trim() } : {}),
    ...(isMapped(kind) ? { operation: draft.operation, mapping: draft.mapping.trim() || null } : {}),
    ...(kind === "shopify" ? { settings: { channel, orderReference } } : {}),
  };
}
