import { choiceParam, paramsLoader, textParam, type ValuesOf } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Invoice = Outputs["erp"]["listInvoices"]["data"][number];
export type InvoiceDetail = Outputs["erp"]["getInvoice"];
export type ErpState = Outputs["erp"]["get"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const invoiceStates = ["dead", "failed", "pending", "posted"] as const satisfies readonly Invoice["state"][];
export const invoiceKinds = ["invoice", "credit_note"] as const satisfies readonly Invoice["kind"][];

export const invoiceParams = {
  state: choiceParam(invoiceStates),
  kind: choiceParam(invoiceKinds),
  order: textParam,
};
export type InvoiceParams = ValuesOf<typeof invoiceParams>;
export const loadInvoiceParams = paramsLoader(invoiceParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function invoiceListInput({ state, kind, order }: InvoiceParams): Omit<Inputs["erp"]["listInvoices"], "cursor"> {
  const number = order?.trim() ?? "";
  return {
    limit: 50,
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(/^\d{1,18}$/.test(number) ? { order: number } : {}),
  };
}
