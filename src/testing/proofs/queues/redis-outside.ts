import { createClient } from "redis";
import { RedisStreams } from "#integrations/broker/redis-streams.ts";
import { RedisServer } from "../../servers/redis-server.ts";
import type { Entry, Outside } from "./outside.ts";

const LONG_AGO_MS = 60_000;
const events = "crossdock:events";
const intake = "crossdock.orders.intake";

const clientOf = (url: string) => createClient({ url });

async function asking<T>(url: string, ask: (client: ReturnType<typeof clientOf>) => Promise<T>): Promise<T> {
  const client = clientOf(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return await ask(client);
  } finally {
    client.destroy();
  }
}

export async function redisOutside(): Promise<Outside> {
  const server = await RedisServer.open();
  const { url } = server;
  return {
    env: { REDIS_URL: url },
    events,
    intake,
    mostBytes: 536_870_912,
    broker: () => new RedisStreams({ url }),
    send: (stream, entries) =>
      asking(url, async (client) => {
        const fields = entries.map(({ key, value, headers }) => ({ ...headers, ...(key && { key }), data: value }));
        await Promise.all(fields.map((each) => client.xAdd(stream, "*", each)));
      }),
    read: (stream) =>
      asking(url, async (client) => {
        const entries = await client.xRange(stream, "-", "+");
        return entries?.flatMap((entry) => (entry === null ? [] : entryOf(entry.message))) ?? [];
      }),
    age: (stream, group) =>
      asking(url, async (client) => {
        for (const { id, consumer } of await client.xPendingRange(stream, group, "-", "+", 10_000))
          await client.xClaim(stream, group, consumer, 0, id, { IDLE: LONG_AGO_MS });
      }),
    stop: () => server.stop(),
    start: () => server.start(),
    close: () => server.close(),
  };
}

function entryOf({ key, data, ...headers }: Record<string, string>): Entry {
  return { key: key ?? headers["subject"], value: data ?? "", headers };
}
