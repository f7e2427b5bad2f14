import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { EventSource } from "eventsource";
import { Hono } from "hono";
import { listEvents } from "#core/events/index.ts";
import { FEED_CHANNEL } from "#core/events/relay.ts";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import type { GatewayOptions } from "#transports/gateway/gateway.ts";
import { createSse, type SseDeps, type SseHandler, STREAM_PATH } from "#transports/sse/handler.ts";
import { addArticles } from "./builders.ts";
import { createTestGateway } from "./gateway.ts";
import { createTestHub, createTestTenant, type TestHub } from "./hub.ts";

export interface Heard {
  readonly type: string;
  readonly id: string;
  readonly data: unknown;
}

const KEY = { authorization: "Bearer key" };

type Over = Partial<SseDeps> & Pick<GatewayOptions, "streamsPerCaller" | "standingLookMs">;

/** The event stream of one merchant on a real socket, over a hub whose relay runs when a test says so. */
export class EventStreams {
  readonly hub: TestHub;
  readonly actor: Actor;
  /** By token and by cookie. */
  readonly identities: Map<string, Actor>;
  readonly sockets = new Set<Socket>();
  handler: SseHandler;
  #server: Server | undefined;
  #origin = "";
  readonly #sources: EventSource[] = [];

  private constructor(hub: TestHub, actor: Actor) {
    this.hub = hub;
    this.actor = actor;
    this.identities = new Map([
      ["key", actor],
      ["session", { ...actor, type: "user" }],
    ]);
    this.handler = this.#handlerOf({});
  }

  static async open(databaseUrl: string): Promise<EventStreams> {
    const hub = createTestHub(databaseUrl);
    await hub.feed.start();
    const actor = await createTestTenant(hub);
    await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
    await hub.relay();
    const streams = new EventStreams(hub, actor);
    await streams.listen();
    return streams;
  }

  /** On a new port, with other settings. */
  async listen(over: Over = {}): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.handler = this.#handlerOf(over);
    const app = new Hono<{ Bindings: HttpBindings }>();
    app.all(STREAM_PATH, ({ req, env }) => this.handler(req.raw, env));
    const listener = getRequestListener(app.fetch);
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    server.on("connection", (socket) => this.sockets.add(socket.once("close", () => this.sockets.delete(socket))));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is one of these
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#server = server;
  }

  #handlerOf({ streamsPerCaller, standingLookMs = 20, ...over }: Over): SseHandler {
    const gateway = createTestGateway(this.hub, this.identities, { streamsPerCaller, standingLookMs });
    return createSse({ gateway, corsOrigins: [], ...over });
  }

  get port(): number {
    return Number(new URL(this.#origin).port);
  }

  address(query = ""): string {
    return `${this.#origin}${STREAM_PATH}${query}`;
  }

  ask(query = "", init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {}): Promise<Response> {
    return fetch(this.address(query), { ...init, headers: { ...KEY, ...init.headers } });
  }

  /** The public client of the protocol, with what it hears. */
  reader(query: string, headers: Record<string, string> = {}) {
    const heard: Heard[] = [];
    const source = new EventSource(this.address(query), {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...KEY, ...headers } }),
    });
    for (const type of ["order.placed", "order.noted", "reset", "dropped"])
      source.addEventListener(type, ({ data, lastEventId }) =>
        heard.push({ type, id: lastEventId, data: JSON.parse(String(data)) }),
      );
    this.#sources.push(source);
    return { source, heard, opened: new Promise((resolve) => source.addEventListener("open", resolve)) };
  }

  async place(): Promise<string> {
    const input = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
    const { output } = await execute(this.hub, this.actor, placeOrder, input);
    await this.hub.relay();
    return output.order.id;
  }

  async note(id: string, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await execute(this.hub, this.actor, noteOrder, { id, text: `note ${n}` });
    await this.hub.relay();
  }

  async listed(input: object = {}) {
    return (await execute(this.hub, this.actor, listEvents, { limit: 100, ...input })).output;
  }

  /** Puts the newest event into the feed many times over, as a burst would. */
  async burst(times: number): Promise<void> {
    const { tenantId } = this.actor;
    await this.hub.db.sql`
      insert into feed (position, tenant_id, n) select nextval('feed_positions'), f.tenant_id, f.n from feed f, generate_series(1, ${times}::int)
      where f.tenant_id = ${tenantId} and f.position = (select max(position) from feed)`;
    await this.hub.db.sql`select pg_notify(${FEED_CHANNEL}, '')`; // as the relay says so
    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  async close(): Promise<void> {
    for (const source of this.#sources) source.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
    await this.hub.close();
  }
}
