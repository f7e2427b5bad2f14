import type { ApiAddress, ApiId } from "./apis.ts";
import { type HttpCall, curlOf, quoted } from "./http-call.ts";

/** What the samples are made of: this hub's addresses and articles that this tenant really has. */
export type SampleContext = {
  origin: string;
  at: ApiAddress;
  /** The tenant's slug: brokers are shared by all tenants. */
  tenant: string;
  key: string;
  channel: string;
  sku: string;
};

export type SampleId = "list" | "place" | "stock" | "watch" | "install";

export type Sample = {
  id: SampleId;
  /** To copy into a shell or a program. */
  text: string;
  /** What the console sends; absent where a browser cannot speak the protocol. */
  call?: HttpCall;
};

const JSON_TYPE = { "content-type": "application/json" };
const STREAM = { accept: "text/event-stream" };
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

type Calls = readonly (HttpCall & { id: SampleId })[];

const overHttp = (calls: Calls, context: SampleContext): Sample[] =>
  calls.map(({ id, ...call }) => ({ id, text: curlOf(call, context), call }));

const order = ({ channel, sku }: Pick<SampleContext, "channel" | "sku">) => ({
  channel,
  lines: [{ sku, quantity: 1 }],
});

const rest = (context: SampleContext): Calls => [
  { id: "list", method: "GET", path: "/api/v2/orders?limit=5" },
  { id: "place", method: "POST", path: "/api/v2/orders", headers: JSON_TYPE, body: pretty(order(context)) },
  { id: "stock", method: "GET", path: `/api/v2/stock-levels?sku=${encodeURIComponent(context.sku)}` },
];

const graphqlCall = (
  query: string,
  variables: object = {},
): Pick<HttpCall, "method" | "path" | "headers" | "body"> => ({
  method: "POST",
  path: "/api/graphql",
  headers: JSON_TYPE,
  body: pretty({ query, variables }),
});
const LIST = "query { orders(first: 5) { nodes { id number status totals { total } currency } } }";
const PLACE =
  "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on Order { id number status } ... on Error { code message } } }";
const WATCH = "subscription { orderChanged { position type number status total currency } }";

const graphql = (context: SampleContext): Calls => [
  { id: "list", ...graphqlCall(LIST) },
  { id: "place", ...graphqlCall(PLACE, { input: order(context) }) },
  { id: "watch", ...graphqlCall(WATCH), headers: { ...JSON_TYPE, ...STREAM } },
];

const trpc = ({ channel, sku }: SampleContext): Calls => [
  {
    id: "list",
    method: "GET",
    path: `/api/trpc/orders.list?input=${encodeURIComponent(JSON.stringify({ limit: 5 }))}`,
  },
  {
    id: "place",
    method: "POST",
    path: "/api/trpc/orders.place",
    headers: JSON_TYPE,
    body: pretty({ channel, lines: [{ sku, quantity: 1 }] }),
  },
];

const install = ({ origin, key }: SampleContext): Sample => ({
  id: "install",
  text: `npm i ${origin}/client.tgz

import { createCrossdockClient } from "crossdock-client";

const crossdock = createCrossdockClient({ url: ${JSON.stringify(origin)}, token: ${JSON.stringify(key)} });
const { data } = await crossdock.orders.list.query({ limit: 5 });
crossdock.orders.watch.subscribe({}, { onData: console.log });`,
});

const sse: Calls = [{ id: "watch", method: "GET", path: "/api/v2/events/stream?types=order.*", headers: STREAM }];

const xml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);

const envelope = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="urn:crossdock:v1">
  <soap:Body>
${body}
  </soap:Body>
</soap:Envelope>`;

const soapCall = (operation: string, body: string): Pick<HttpCall, "method" | "path" | "headers" | "body"> => ({
  method: "POST",
  path: "/api/soap",
  headers: { "content-type": "text/xml; charset=utf-8", soapaction: `"urn:crossdock:v1:${operation}"` },
  body: envelope(body),
});

const soap = ({ channel, sku }: SampleContext): Calls => [
  {
    id: "list",
    ...soapCall("ListOrders", "    <x:ListOrdersRequest>\n      <x:limit>5</x:limit>\n    </x:ListOrdersRequest>"),
  },
  {
    id: "place",
    ...soapCall(
      "PlaceOrder",
      `    <x:PlaceOrderRequest>
      <x:channel>${xml(channel)}</x:channel>
      <x:lines>
        <x:sku>${xml(sku)}</x:sku>
        <x:quantity>1</x:quantity>
      </x:lines>
    </x:PlaceOrderRequest>`,
    ),
  },
];

const grpcCall = ({ at, key }: SampleContext, method: string, message: unknown): string =>
  `grpcurl ${at.tls === true ? "" : "-plaintext "}-H ${quoted(`authorization: Bearer ${key}`)} \\
  -d ${quoted(JSON.stringify(message))} \\
  ${at.address} crossdock.v1.${method}`;

const grpc = (context: SampleContext): Sample[] => [
  { id: "list", text: grpcCall(context, "OrderService/ListOrders", { status: ["ORDER_STATUS_PENDING"] }) },
  { id: "place", text: grpcCall(context, "OrderService/PlaceOrder", order(context)) },
  { id: "watch", text: grpcCall(context, "OrderService/WatchOrders", {}) },
];

const kafka = ({ at, tenant, ...context }: SampleContext): Sample[] => [
  {
    id: "place",
    text: `echo ${quoted(JSON.stringify(order(context)))} |
  kcat -P -b ${quoted(at.address)} -t ${quoted(at.intake ?? "")} -H ${quoted(`crossdock-tenant=${tenant}`)}`,
  },
  { id: "watch", text: `kcat -C -b ${quoted(at.address)} -t ${quoted(at.events ?? "")} -o end` },
];

const redis = ({ at, tenant, ...context }: SampleContext): Sample[] => [
  {
    id: "place",
    text: `redis-cli -u ${quoted(at.address)} XADD ${quoted(at.intake ?? "")} '*' \\
  crossdock-tenant ${quoted(tenant)} data ${quoted(JSON.stringify(order(context)))}`,
  },
  { id: "watch", text: `redis-cli -u ${quoted(at.address)} XREAD BLOCK 0 STREAMS ${quoted(at.events ?? "")} '$'` },
];

const made: Readonly<Record<ApiId, (context: SampleContext) => Sample[]>> = {
  rest: (context) => overHttp(rest(context), context),
  graphql: (context) => overHttp(graphql(context), context),
  grpc,
  soap: (context) => overHttp(soap(context), context),
  trpc: (context) => [install(context), ...overHttp(trpc(context), context)],
  sse: (context) => overHttp(sse, context),
  kafka,
  redis,
};

/** Working calls of a transport for this tenant. */
export const samplesOf = (api: ApiId, context: SampleContext): readonly Sample[] => made[api](context);
