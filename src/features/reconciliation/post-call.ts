import type { PartnerDetail } from "./reconciliation-params.ts";

const example = {
  orders: [{ externalId: "A-1001", status: "shipped", total: 1290, currency: "GBP" }],
  stock: [{ sku: "MUG-03-WHI", onHand: 12 }],
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A sample request that posts a list; only the key has to be filled in. */
export function postCall(origin: string, { code, compares, location }: PartnerDetail): string {
  const rows =
    compares === "stock" && location === null ? [{ ...example.stock[0], location: "main" }] : example[compares];
  const body = JSON.stringify({ partner: code, [compares]: rows });
  return `curl -sS ${quoted(`${origin}/api/v2/reconciliations`)} \\
  -H "authorization: Bearer $CROSSDOCK_KEY" \\
  -H "idempotency-key: $(date +%s)" \\
  -H 'content-type: application/json' \\
  --data-raw ${quoted(body)}
`;
}
