import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { viewOf } from "./record.ts";
import { InvoiceTarget, InvoiceView } from "./schemas.ts";
import { readInvoice } from "./store.ts";

export const getInvoice = query({
  name: "erp.getInvoice",
  summary: "Returns one invoice or credit note with its attempts.",
  scope: "orders:read",
  audience: "public",
  input: InvoiceTarget,
  output: InvoiceView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const invoice = await readInvoice(read, id);
    if (invoice === undefined) throw notFound("invoice", id);
    return viewOf(invoice);
  },
});
