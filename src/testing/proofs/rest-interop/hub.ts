import { z } from "zod";
import { createTestDatabase } from "../../fixtures/database.ts";
import { startServerProcess } from "../../servers/server-process.ts";

export interface RestHub {
  readonly origin: string;
  readonly key: string;
  /** What makes another process a server of this hub. */
  readonly env: Readonly<Record<string, string>>;
  output(): string;
  close(): Promise<void>;
}

const Made = z.object({ id: z.string() });

/** A started hub with its own database and an article to order, for external clients. */
export async function startRestHub(env: Record<string, string> = {}): Promise<RestHub> {
  const key = "interop_key_of_more_than_32_characters_in_all";
  const database = await createTestDatabase();
  const server = await startServerProcess({
    DATABASE_URL: database.url,
    BOOTSTRAP_API_KEY: key,
    NEXT_DIST_DIR: ".next-none",
    ...env,
  });
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${server.origin}/api/v2${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return Made.partial().parse(await answer.json());
  };
  await post("/products", { title: "Woven basket", variants: [{ sku: "BSK-07", prices: { GBP: 795, EUR: 900 } }] });
  await post("/stock-adjustments", { sku: "BSK-07", location: "main", delta: 1000, reason: "count" });
  await post("/orders", { channel: "web", lines: [{ sku: "BSK-07", quantity: 1 }] });
  return {
    origin: server.origin,
    key,
    env: { DATABASE_URL: database.url },
    output: () => server.output(),
    close: async () => {
      await server.stop();
      await database.drop();
    },
  };
}
