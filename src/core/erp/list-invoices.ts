import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { findOrderId } from "../order/store.ts";
import { summaryOf } from "./record.ts";
import { InvoicePage, ListInvoicesInput } from "./schemas.ts";
import { listInvoices as readInvoices } from "./store.ts";

export const listInvoices = query({
  name: "erp.listInvoices",
  summary: "Lists invoices and credit notes, newest first, and how far each is on its way to the ERP.",
  scope: "orders:read",
  audience: "public",
  input: ListInvoicesInput,
  output: InvoicePage,
  failures: [],
  run: async ({ read, cursors }, { order, ...input }) => {
    const orderId = order === undefined ? undefined : await findOrderId(read, order);
    if (order !== undefined && orderId === undefined) return { data: [], nextCursor: null };
    const list = `invoices ${input.state ?? ""} ${input.kind ?? ""} ${orderId ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const rows = await readInvoices(read, { ...input, orderId }, after);
    const page = pageOf(rows, input.limit, ({ issuedAt, id }) => cursors.encode(list, [issuedAt.toISOString(), id]));
    return { ...page, data: page.data.map(summaryOf) };
  },
});
