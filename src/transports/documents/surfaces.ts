import type { AnyProcedure } from "@trpc/server";
import { watchEvents } from "#core/events/index.ts";
import { targets } from "#core/inbound/targets.ts";
import { taken } from "../broker/operations.ts";
import { mutations } from "../graphql/schema/mutations.ts";
import { queries } from "../graphql/schema/queries.ts";
import { subscriptions } from "../graphql/schema/subscriptions.ts";
import { services } from "../grpc/services.ts";
import { routes } from "../rest/routes.ts";
import { routes as firstRoutes } from "../rest/v1/routes.ts";
import { operations as soapOperations } from "../soap/operations.ts";
import { STREAM_PATH } from "../sse/handler.ts";
import { appRouter } from "../trpc/router.ts";

/** A transport, and the location of each operation that it serves. */
export interface Surface {
  readonly name: string;
  readonly offers: ReadonlyMap<string, readonly string[]>;
}

type Offer = readonly [operation: string, place: string];

function surface(name: string, offers: readonly Offer[]): Surface {
  const grouped = Map.groupBy(offers, ([operation]) => operation);
  return { name, offers: new Map([...grouped].map(([operation, its]) => [operation, its.map(([, place]) => place)])) };
}

const ofRoutes = (table: typeof routes): Offer[] =>
  table.map(({ operation, method, path }) => [operation.name, `${method} ${path}`]);

/** tRPC stores them flat, by full path, whatever the type says. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of a router is for its clients
const procedures = appRouter["_def"].procedures as unknown as Record<string, AnyProcedure>;

export const rest = surface("REST v2", ofRoutes(routes));
export const firstRest = surface("REST v1", ofRoutes(firstRoutes));
export const trpc = surface(
  "tRPC",
  Object.entries(procedures).map(([name, made]): Offer => [name, made["_def"].type]),
);
const fieldsOf = (table: Readonly<Record<string, { operation: { name: string } }>>): Offer[] =>
  Object.entries(table).map(([field, { operation }]) => [operation.name, field]);

export const graphql = surface("GraphQL", [...fieldsOf(queries), ...fieldsOf(mutations), ...fieldsOf(subscriptions)]);
const soap = surface(
  "SOAP",
  soapOperations.map(({ name, operation }): Offer => [operation.name, name]),
);
export const sse = surface("SSE", [[watchEvents.name, `GET ${STREAM_PATH}`]]);
const grpc = surface(
  "gRPC",
  services.flatMap(({ name, methods }) =>
    methods.flatMap((method) => method.operations.map((each): Offer => [each.name, `${name}/${method.name}`])),
  ),
);
/** The operations that an inbound message may be mapped to. */
const webhooks = surface(
  "Webhooks in",
  Object.keys(targets).map((name): Offer => [name, "target"]),
);
const brokers = surface(
  "Brokers",
  Object.entries(taken).map(([topic, { name }]): Offer => [name, `${topic} taken in`]),
);

/** Every public transport; each serves only the operations in its own table. */
export const surfaces: readonly Surface[] = [rest, firstRest, trpc, graphql, grpc, soap, sse, webhooks, brokers];
