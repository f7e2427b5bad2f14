/** The load of `load.ts` over tRPC or GraphQL, chosen by the path. Requests every field that REST returns. */
import { Connection, figuresOf, type Measured, orderOf, type Plan } from "./load.ts";

const HEAD = `id number channel externalId status paymentStatus fulfillmentStatus onHold imported version currency
  customer { id name email } shippingAddress { name line1 line2 city region postalCode country phone }
  lineCount unitCount totals { subtotal shipping tax discount total authorized paid refunded due } tags assigneeId placedAt updatedAt`;
const AMOUNTS = "{ quantity amount }";
const LINES = `lines { id kind variantId sku name quantity unitPrice total discount tax fulfilled shipped delivered returned cancelled
  refunded ${AMOUNTS} refundPending ${AMOUNTS} refundable ${AMOUNTS} }`;
const PAYMENTS =
  "payments { id method amount authorized captured refunded voided capturePending refundPending state reference createdAt }";
const SHIPMENTS =
  "shipments { id status location carrier trackingNumber trackingUrl lines { id quantity } shippedAt deliveredAt cancelledAt }";
const ORDER = `${HEAD} taxMode notes ${LINES} ${PAYMENTS} ${SHIPMENTS}
  holds { id reason note until placedBy placedAt } reservations { lineId location quantity backorder } cancelledAt cancelReason`;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on Order { ${ORDER} } ... on Error { code } } }`;
const PROFILE = "customer { id name email profile { id email name phone } }";
const LIST = `{ orders(first: 50) { nodes { ${HEAD.replace("customer { id name email }", PROFILE)} ${LINES} ${PAYMENTS} ${SHIPMENTS}
  timeline { id type sequence data actor { type id name } transport requestId at } } pageInfo { endCursor hasNextPage } } }`;

function bodyOf(plan: Plan, order: object): string {
  if (plan.kind === "get") return JSON.stringify({ query: LIST });
  return JSON.stringify(plan.path.endsWith("graphql") ? { query: PLACE, variables: { input: order } } : order);
}

function requestOf(plan: Plan, caller: number, turn: number): string {
  const { name, order } = orderOf(plan, caller, turn);
  const body = bodyOf(plan, order);
  const key = plan.kind === "get" ? "" : `idempotency-key: ${name}\r\n`;
  const given = Object.entries(plan.headers).map(([header, value]) => `${header}: ${value}\r\n`);
  const head = `POST ${plan.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${key}${given.join("")}`;
  return `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function judge({ kind }: Plan, body: string): "ok" | "refused" | "error" {
  const { data, result } = JSON.parse(body);
  if (kind === "get") return data?.orders?.nodes?.length === 50 ? "ok" : "error";
  const order = data?.placeOrder ?? result?.data?.order;
  if (typeof order?.code === "string") return "refused";
  return order?.lines?.length === 2 ? "ok" : "error";
}

async function run(plan: Plan): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: plan.callers }, () => Connection.open(plan.port)));
  const measured = await figuresOf(plan, async (caller, turn) => {
    const answer = await connections[caller]?.send(requestOf(plan, caller, turn));
    return answer === undefined ? "error" : judge(plan, answer.body);
  });
  const bytes = connections.reduce((sum, each) => sum + each.bytes, 0);
  for (const connection of connections) connection.close();
  return { ...measured, bytes: bytes / measured.calls };
}

process.on("message", (plan: Plan) => void run(plan).then((measured) => process.send?.(measured)));
process.on("disconnect", () => process.exit(0));
