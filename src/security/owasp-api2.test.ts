import { describe, expect, it } from "vitest";
import { signIn } from "#auth/sign-in.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { attackedHub } from "#testing/attacks/attacked.ts";
import { createTestClient } from "#testing/fixtures/oauth.ts";

/** API2:2023 Broken Authentication. Forged tokens are in src/auth/oauth/attacks.test.ts, guessing in src/auth/sign-in.test.ts. */
const attacked = attackedHub();
const { send } = attacked;

const PATHS = ["/api/v2/orders", "/api/v1/orders", "/api/trpc/orders.list?input=%7B%7D"];

describe("a credential", () => {
  it.each(["access_token", "api_key", "apikey", "token", "key", "authorization"])(
    "is not read from the query parameter %s",
    async (name) => {
      for (const path of PATHS) {
        const joined = path.includes("?") ? "&" : "?";
        const { status } = await send("GET", `${path}${joined}${name}=${attacked.ours.token}`);
        expect({ path, status }).toEqual({ path, status: 401 });
      }
    },
  );

  it.each<[string, (token: string) => string]>([
    ["with its last character changed", (token) => `Bearer ${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`],
    ["without its last character", (token) => `Bearer ${token.slice(0, -1)}`],
    ["in capitals", (token) => `Bearer ${token.toUpperCase()}`],
    ["twice", (token) => `Bearer ${token}, Bearer ${token}`],
    ["with a NUL's escape", (token) => `Bearer ${token}%00`],
    ["as Basic", (token) => `Basic ${Buffer.from(`${token}:`).toString("base64")}`],
    ["of an unknown scheme", (token) => `Token ${token}`],
    ["empty", () => "Bearer "],
    ["of 100,000 characters", () => `Bearer ${"a".repeat(100_000)}`],
  ])("%s opens nothing", async (_, made) => {
    const headers = { authorization: made(attacked.ours.token) };
    for (const path of PATHS)
      expect({ path, status: (await send("GET", path, { headers })).status }).toEqual({ path, status: 401 });
  });
});

describe("an account", () => {
  const password = "correct horse battery staple";
  const person = async () => {
    const input = { email: `${newId()}@example.com`, name: "Sam", role: "agent", password };
    return (await execute(attacked.hub, attacked.ours.actor, createUser, input)).output.email;
  };
  async function timed(email: string): Promise<number> {
    const startedAt = process.hrtime.bigint();
    await signIn(attacked.hub, { email, password: `wrong ${newId()}`, ip: `2001:db8:${newId().slice(-4)}::1` }).catch(
      () => {},
    );
    return Number(process.hrtime.bigint() - startedAt);
  }
  const middle = (times: readonly number[]): number =>
    times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

  it("that exists takes no longer to refuse than one that does not", async () => {
    const [known, unknown]: number[][] = [[], []];
    const emails = await Promise.all(Array.from({ length: 9 }, person));
    for (const email of emails) {
      known?.push(await timed(email));
      unknown?.push(await timed(`${newId()}@example.com`));
    }
    const ratio = middle(known ?? []) / middle(unknown ?? []);
    // A password hash takes 20 times as long as the look-up: without it the ratio would be above 5.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it("is told apart by no error of the token endpoint", async () => {
    const { hub, ours, programs } = attacked;
    const client = await createTestClient(hub, ours.actor, { firstParty: true });
    const grant = { ...client, grant_type: "password", password: "wrong" };
    const known = await programs.ask("token", { ...grant, username: await person() });
    const unknown = await programs.ask("token", { ...grant, username: `${newId()}@example.com` });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(known.status).toBe(400);
  });
});

it("a refresh token opens no operation, and an access token renews nothing", async () => {
  const { hub, ours, programs } = attacked;
  const client = await createTestClient(hub, ours.actor, { firstParty: true });
  const email = `${newId()}@example.com`;
  await execute(hub, ours.actor, createUser, {
    email,
    name: "Sam",
    role: "agent",
    password: "correct horse battery staple",
  });
  const login = { ...client, grant_type: "password", username: email, password: "correct horse battery staple" };
  const { body } = await programs.ask("token", login);
  const [access, refresh] = [String(body["access_token"]), String(body["refresh_token"])];
  expect((await send("GET", "/api/v2/orders", { token: access })).status).toBe(200);
  expect((await send("GET", "/api/v2/orders", { token: refresh })).status).toBe(401);
  const renewed = await programs.ask("token", { ...client, grant_type: "refresh_token", refresh_token: access });
  expect([renewed.status, renewed.body["error"]]).toEqual([400, "invalid_grant"]);
});
