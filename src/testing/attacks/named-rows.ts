import type { AnyOperation } from "#core/kernel/operation.ts";
import type { Json } from "#testing/parity/scenario.ts";

/** The table of what a field of an input names. */
const BY_FIELD: Readonly<Record<string, string>> = {
  orderId: "orders",
  paymentId: "payments",
  shipmentId: "shipments",
  sessionId: "packing_sessions",
  uploadId: "uploads",
  sourceId: "inbound_sources",
  endpointId: "webhook_endpoints",
  subjectId: "orders",
  after: "events",
  assigneeId: "users",
  roleId: "roles",
  linkId: "customer_links",
};

/** The table of what an operation's `id` names, by the beginning of the operation's name; the first that fits. */
const BY_OPERATION: readonly (readonly [RegExp, string])[] = [
  [/^products\./, "products"],
  [/^customers\./, "customers"],
  [/^customerLinks\./, "orders"],
  [/^orders\./, "orders"],
  [/^erp\./, "erp_invoices"],
  [/^events\./, "events"],
  [/^exports\./, "exports"],
  [/^imports\./, "imports"],
  [/^inbound\.(getMessage|retryMessage|mute)$/, "inbound_messages"],
  [/^inbound\./, "inbound_sources"],
  [/^apiKeys\./, "api_keys"],
  [/^invitations\./, "invitations"],
  [/^roles\./, "roles"],
  [/^mails\./, "mails"],
  [/^oauthClients\./, "oauth_clients"],
  [/^reconciliation\.(get|listDifferences|repairAll)$/, "reconciliations"],
  [/^reconciliation\.(ignore|reopen|repair)$/, "differences"],
  [/^reconciliation\./, "partners"],
  [/^sessions\./, "sessions"],
  [/^factors\./, "factors"],
  [/^uploads\./, "uploads"],
  [/^users\./, "users"],
  [/^roles\./, "roles"],
  [/^webhooks\.(cancelDelivery|getDelivery|muteDelivery|retryDelivery)$/, "webhook_deliveries"],
  [/^webhooks\./, "webhook_endpoints"],
];

/** Lists of an order's lines have the ids of lines. */
const BY_LIST: Readonly<Record<string, string>> = { lines: "order_lines" };

/** The input with every id replaced by that of a row of another tenant; undefined when it has none. */
export function withIdsOf(
  rows: Pick<ReadonlyMap<string, string>, "get">,
  { name }: AnyOperation,
  input: Json,
): Json | undefined {
  let named = 0;
  const idIn = (table: string | undefined): string => {
    const id = table === undefined ? undefined : rows.get(table);
    if (id === undefined) throw new Error(`${name} names a row of ${table ?? "an unknown table"}, and there is none`);
    named += 1;
    return id;
  };
  const own = BY_OPERATION.find(([pattern]) => pattern.test(name))?.[1];
  const replaced = (value: Json, field: string, list: string | undefined): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => replaced(item, field === "ids" ? "id" : field, field));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, replaced(inner, key, field === "customer" ? field : list)]),
      );
    if (typeof value !== "string") return value;
    if (field === "id" && list === "customer") return idIn("customers");
    if (field === "id") return idIn(BY_LIST[list ?? ""] ?? own);
    return field in BY_FIELD ? idIn(BY_FIELD[field]) : value;
  };
  const result = replaced(input, "", undefined);
  return named === 0 ? undefined : result;
}
