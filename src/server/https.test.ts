import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

let database: TestDatabase;
let server: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { DATABASE_URL: database.url, AUTH_SECRET: "a secret of 32 characters or more" };
  server = await startServerProcess({
    ...settings,
    PUBLIC_URL: "https://hub.example.com",
    NEXT_DIST_DIR: ".next-none",
  });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe("a hub with an https address", () => {
  it.each(["/livez", "/a-page", "/queues/x.svg", "/api/v2/orders", "/api/v2/events/stream", "/api/nothing", "/docs"])(
    "sends HSTS for a year with every response: %s",
    async (path) => {
      const { headers } = await fetch(`${server.origin}${path}`);
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    },
  );
});
