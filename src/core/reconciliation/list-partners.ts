import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { listPartners as readPartners } from "./partner-store.ts";
import { partnerView, reconciliationView } from "./record.ts";
import { PartnerPage } from "./schemas.ts";
import { listLatest } from "./store.ts";

export const listPartners = query({
  name: "reconciliation.listPartners",
  summary: "Lists reconciliation partners, each with its latest comparison.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({}),
  output: PartnerPage,
  failures: [],
  run: async ({ read }) => {
    const [partners, runs] = await Promise.all([readPartners(read), listLatest(read)]);
    const latest = new Map(runs.map((run) => [run.partner.id, reconciliationView(run)]));
    const data = partners.map((partner) => ({ ...partnerView(partner), lastRun: latest.get(partner.id) ?? null }));
    return { data, nextCursor: null };
  },
});
