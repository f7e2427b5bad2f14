import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import { type Actor, type Scope, scopes } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestTenant, testHub, type TestHub } from "#testing/fixtures/hub.ts";
import { ISSUER, type OAuthProcess, oauthProcess } from "#testing/fixtures/oauth.ts";
import { httpApp } from "#transports/http.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Any member of a JSON answer; empty when it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Sending {
  readonly token?: string | undefined;
  /** A string is sent as it is, an object as JSON. */
  readonly body?: string | Uint8Array<ArrayBuffer> | object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A shop with articles `A` (1,000 on hand) and `B` (5), and a key with all rights. */
export interface Side {
  readonly actor: Actor;
  readonly token: string;
}

/** Every HTTP transport over one hub with two shops: ours, and one that is attacked or attacks. */
export interface Attacked {
  readonly hub: TestHub;
  readonly ours: Side;
  readonly theirs: Side;
  readonly programs: OAuthProcess;
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  /** A key of our shop with these scopes. */
  readonly key: (held: readonly Scope[]) => Promise<string>;
}

export function attackedHub(): Attacked {
  const hub = testHub();
  const programs = oauthProcess(hub);
  const sides: Side[] = [];
  let files: TestFiles;
  let app: ReturnType<typeof httpApp>;
  const side = (n: number): Side => {
    const found = sides[n];
    if (found === undefined) throw new Error("The shops are opened before the first test");
    return found;
  };
  const key = async (actor: Actor, held: readonly Scope[]) => {
    const token = `attacked_${randomBytes(24).toString("hex")}`;
    await execute(hub, actor, ensureApiKey, { name: newId(), key: token, scopes: held });
    return token;
  };
  beforeAll(async () => {
    files = await createTestFiles();
    const { gateway, oauth } = programs;
    app = httpApp({ hub: { ...hub, gateway, files: files.files }, oauth, publicUrl: ISSUER, corsOrigins: [] });
    for (const onHand of [1000, 1000]) {
      const actor = await createTestTenant(hub);
      await addArticles(hub, actor, [
        { sku: "A", onHand },
        { sku: "B", onHand: 5 },
      ]);
      sides.push({ actor, token: await key(actor, scopes) });
    }
  });
  afterAll(() => files.close());
  return {
    hub,
    programs,
    get ours() {
      return side(0);
    },
    get theirs() {
      return side(1);
    },
    key: (held) => key(side(0).actor, held),
    async send(method, path, { token, body, headers = {} } = {}) {
      const isRaw = typeof body === "string" || body instanceof Uint8Array;
      const response = await app.fetch(
        new Request(`${ISSUER}${path}`, {
          method,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
        }),
        {},
      );
      const text = await response.text();
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      return { status: response.status, headers: response.headers, text, json: isJson ? Object(JSON.parse(text)) : {} };
    },
  };
}

const Placed = z.looseObject({ id: z.string(), version: z.int() });
export type Placed = z.output<typeof Placed>;

/** Places an order of one line and returns it. */
export async function placedBy({ send }: Attacked, { token }: Side, more: object = {}): Promise<Placed> {
  const body = {
    channel: "web",
    lines: [{ sku: "A", quantity: 2 }],
    payment: { method: "test", capture: true },
    ...more,
  };
  const { status, json, text } = await send("POST", "/api/v2/orders", { token, body });
  if (status !== 201) throw new Error(`The order was refused: ${text}`);
  return Placed.parse(json);
}
