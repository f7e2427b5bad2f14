import type { Fields } from "#features/conflict/three-way.ts";
import type { Inputs } from "#features/trpc/client.ts";
import type { Compares, PartnerDetail } from "./reconciliation-params.ts";

export type PartnerForm = {
  name: string;
  /** Null: derived from the name. */
  code: string | null;
  compares: Compares;
  channel: string;
  /** "" for all. */
  location: string;
  fetched: boolean;
  url: string;
  authorization: string;
  /** Deletes the stored one. */
  forget: boolean;
  /** "" for none. */
  endpointId: string;
};

export const firstPartner: PartnerForm = {
  name: "",
  code: null,
  compares: "orders",
  channel: "",
  location: "",
  fetched: false,
  url: "",
  authorization: "",
  forget: false,
  endpointId: "",
};

export const formOf = (partner: PartnerDetail): PartnerForm => ({
  ...firstPartner,
  name: partner.name,
  code: partner.code,
  compares: partner.compares,
  channel: partner.channel ?? "",
  location: partner.location ?? "",
  fetched: partner.url !== null,
  url: partner.url ?? "",
  endpointId: partner.endpointId ?? "",
});

const placesIn = ({ compares, channel, location, fetched, url, endpointId }: PartnerForm) => ({
  channel: compares === "orders" ? channel || null : null,
  location: compares === "stock" ? location || null : null,
  url: fetched ? url.trim() || null : null,
  endpointId: endpointId || null,
});

export function createOf(form: PartnerForm, code: string): Inputs["reconciliation"]["createPartner"] {
  const authorization = form.fetched ? form.authorization.trim() : "";
  return {
    code,
    name: form.name.trim(),
    compares: form.compares,
    ...placesIn(form),
    ...(authorization ? { authorization } : {}),
  };
}

/** A partner's editable fields, flat, so that two versions can be compared. */
export const fieldsOf = ({ name, channel, location, url, endpointId }: PartnerDetail): Fields => ({
  name,
  channel,
  location,
  url,
  endpointId,
});

export const fieldsIn = (form: PartnerForm): Fields => ({ name: form.name.trim(), ...placesIn(form) });

/** Undefined: unchanged; null: deleted. */
export function authorizationIn({ fetched, authorization, forget }: PartnerForm): string | null | undefined {
  if (!fetched || forget) return forget ? null : undefined;
  return authorization.trim() || undefined;
}
