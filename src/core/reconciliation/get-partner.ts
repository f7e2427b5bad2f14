import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { RequiredText } from "../kernel/shapes.ts";
import { readPartner } from "./partner-store.ts";
import { partnerView } from "./record.ts";
import { PartnerView } from "./schemas.ts";

export const getPartner = query({
  name: "reconciliation.getPartner",
  summary: "Returns one partner, by id or code.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({ id: RequiredText(40) }),
  output: PartnerView,
  failures: [notFound],
  examples: { input: { id: "acme" } },
  run: async ({ read }, { id }) => {
    const partner = await readPartner(read, id);
    if (partner === undefined) throw notFound("partner", id);
    return partnerView(partner);
  },
});
