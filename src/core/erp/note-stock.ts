import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { startReconciliation } from "../reconciliation/index.ts";
import { TheirStock } from "../reconciliation/schemas.ts";
import { call } from "../runtime/compose.ts";
import { lockConnection, writeStock } from "./connection-store.ts";
import { StockFetch } from "./schemas.ts";

export const noteStock = command({
  name: "erp.noteStock",
  summary: "Records the outcome of a stock fetch.",
  scope: "system",
  audience: "operator",
  input: StockFetch,
  output: z.object({}),
  failures: [],
  run: async (context, fetched) => {
    const connection = await lockConnection(context.tx);
    await context.race("erp.noteStock:read");
    if ((connection?.stock?.at ?? "") <= fetched.at) writeStock(context, fetched); // a later fetch says more
    return {};
  },
});

/** The fetch and its comparison are one: counts are booked only from the comparison that the last fetch names. */
export const takeStock = command({
  name: "erp.takeStock",
  summary: "Records the ERP's stock and starts its comparison with ours.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({
    partner: z.string(),
    /** Before the ERP was asked. */
    asked: Instant,
    stock: z.array(TheirStock),
  }),
  output: z.object({ reconciliationId: Id }),
  failures: startReconciliation.failures,
  run: async (context, { partner, asked, stock }) => {
    const connection = await lockConnection(context.tx);
    await context.race("erp.takeStock:read");
    const { id } = await call(context, startReconciliation, { partner, stock });
    const isNewest = (connection?.stock?.at ?? "") <= asked;
    if (isNewest) writeStock(context, { at: asked, rows: stock.length, reconciliationId: id, error: null });
    return { reconciliationId: id };
  },
});
