import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Mail = Outputs["mails"]["list"]["data"][number];
export type MailDetail = Outputs["mails"]["get"];
export type MailState = Mail["state"];

/** Typed out rather than imported: the schemas would bring their library into the first load. */
export const mailStates = ["failed", "queued", "sent", "kept"] as const satisfies readonly MailState[];
export const mailTemplates = [
  "order_placed",
  "order_shipped",
  "order_refunded",
  "welcome",
  "endpoint_failing",
  "endpoint_disabled",
  "stock_low",
] as const satisfies readonly Mail["template"][];

export const mailParams = {
  state: parseAsStringLiteral(mailStates),
  template: parseAsStringLiteral(mailTemplates),
  to: parseAsString,
};
export type MailParams = inferParserType<typeof mailParams>;
export const loadMailParams = createLoader(mailParams);

/** An address that is still being typed finds nobody; it is asked for once it looks like one. */
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** What the server is asked for; both sides of the first paint must ask for the same. */
export function mailListInput({ state, template, to }: MailParams): Omit<Inputs["mails"]["list"], "cursor"> {
  const address = to?.trim().toLowerCase() ?? "";
  return {
    limit: 50,
    ...(state ? { state } : {}),
    ...(template ? { template } : {}),
    ...(isAddress(address) ? { to: address } : {}),
  };
}
