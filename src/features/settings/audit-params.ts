import { startOfDay } from "#features/list/start-of-day.ts";
import { choiceParam, dayParam, paramsLoader, textParam, type ValuesOf } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Entry = Outputs["audit"]["entries"]["data"][number];
export type Change = Entry["changes"][number];

/** What events are about, as the filter offers it. */
export const auditSubjects = [
  "order",
  "payment",
  "shipment",
  "product",
  "stock",
  "customer",
  "user",
  "role",
  "api_key",
  "oauth_client",
  "webhook_endpoint",
  "inbound_source",
  "channel",
  "partner",
  "export",
  "import",
] as const;
export const auditTransports = [
  "trpc",
  "rest",
  "graphql",
  "grpc",
  "soap",
  "webhook",
  "kafka",
  "redis",
  "worker",
  "cli",
  "internal",
] as const;

/** The filters in the URL. Days are in the tenant's time zone, both inclusive. */
export const auditParams = {
  who: textParam,
  about: choiceParam(auditSubjects),
  transport: choiceParam(auditTransports),
  address: textParam,
  subject: textParam,
  from: dayParam,
  to: dayParam,
};
export type AuditParams = ValuesOf<typeof auditParams>;
export const loadAuditParams = paramsLoader(auditParams);

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const told = (text: string | null): string => text?.trim().slice(0, 200) ?? "";

type AuditInput = Omit<Inputs["audit"]["entries"], "cursor">;

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function auditInput(params: AuditParams, timeZone: string): AuditInput {
  const { about, transport } = params;
  const [actor, address, subject] = [told(params.who), told(params.address), told(params.subject)];
  const [from, to] = [startOfDay(params.from, timeZone, 0), startOfDay(params.to, timeZone, 1)];
  return {
    limit: 50,
    ...(about ? { type: `${about}.*` } : {}),
    ...(transport ? { transport } : {}),
    ...(actor ? { actor } : {}),
    ...(address ? { address } : {}),
    ...(isId(subject) ? { subject } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
