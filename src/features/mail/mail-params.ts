import { paramsLoader, type ValuesOf, textParam, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Mail = Outputs["mails"]["list"]["data"][number];
export type MailDetail = Outputs["mails"]["get"];
export type MailState = Mail["state"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const mailStates = ["failed", "queued", "sent", "kept"] as const satisfies readonly MailState[];
export const mailTemplates = [
  "order_placed",
  "order_shipped",
  "order_refunded",
  "invitation",
  "welcome",
  "endpoint_failing",
  "endpoint_disabled",
  "stock_low",
] as const satisfies readonly Mail["template"][];

export const mailParams = {
  state: choiceParam(mailStates),
  template: choiceParam(mailTemplates),
  to: textParam,
};
export type MailParams = ValuesOf<typeof mailParams>;
export const loadMailParams = paramsLoader(mailParams);

/** An incomplete address matches nothing; the query waits until it looks valid. */
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function mailListInput({ state, template, to }: MailParams): Omit<Inputs["mails"]["list"], "cursor"> {
  const address = to?.trim().toLowerCase() ?? "";
  return {
    limit: 50,
    ...(state ? { state } : {}),
    ...(template ? { template } : {}),
    ...(isAddress(address) ? { to: address } : {}),
  };
}
