import type { Fields } from "#features/conflict/three-way.ts";
import type { MappingDraft } from "#features/mapping/mapping-draft.ts";
import type { Inputs } from "#features/trpc/client.ts";
import type { Source } from "./source-params.ts";

type Update = Inputs["inbound"]["updateSource"];

/** A source's editable fields, flat, so that two versions can be compared. */
export const fieldsOf = ({ name, status, operation, mapping, settings }: Source): Fields => ({
  name,
  status,
  operation,
  mapping,
  channel: settings.channel ?? "",
  orderReference: settings.orderReference ?? "name",
});

export const draftOf = ({ operation, mapping }: Pick<Source, "operation" | "mapping">): MappingDraft => ({
  operation,
  mapping: mapping ?? "",
});

export const mappingFields = ({ operation, mapping }: MappingDraft): Fields => ({
  operation,
  mapping: mapping.trim() || null,
});

/** Only changed fields, so that edits of different fields do not conflict. */
export function updateOf(now: Source, fields: Fields, changed: readonly string[]): Update {
  const input: Record<string, unknown> = { id: now.id, ifVersion: now.version };
  for (const key of changed) {
    if (key !== "channel" && key !== "orderReference") input[key] = fields[key];
    else if (now.kind === "shopify")
      input["settings"] = { channel: fields["channel"], orderReference: fields["orderReference"] };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are those of `fieldsOf`, whose values have these types
  return input as Update;
}

/** A name as a URL slug. */
export const codeOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
