import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { listPartners as readPartners } from "./partner-store.ts";
import { partnerView } from "./record.ts";
import { PartnerPage } from "./schemas.ts";

export const listPartners = query({
  name: "reconciliation.listPartners",
  summary: "Everybody whose books are compared with ours.",
  scope: "webhooks:read",
  input: z.strictObject({}),
  output: PartnerPage,
  run: async ({ read }) => ({ data: (await readPartners(read)).map(partnerView), nextCursor: null }),
});
