import { Hono } from "hono";
import { credentialFrom } from "#auth/credential.ts";
import { compress } from "#transports/shared/compression.ts";
import { codingOf } from "#transports/shared/negotiation.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";
import { type Asset, assetFolder, assets, fonts } from "./assets.ts";
import { docsPage } from "./docs-page.ts";
import { PAGE_POLICY } from "./frame.ts";

/** A short-lived key of the demo shop. */
export interface DemoKey {
  readonly key: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
}

/** Only for users signed in to the demo; rejects for all others. */
export type DemoKeys = (headers: Headers) => Promise<DemoKey>;

export interface DocsDeps {
  readonly demoKey?: DemoKeys | undefined;
}

const COMMON = { "x-content-type-options": "nosniff", "referrer-policy": "same-origin" };

function refusal(error: unknown, { headers: sent }: Request): Response {
  const { requestId } = requestContextFrom(sent);
  const where = { problemBase: "/problems", instance: "/docs/demo-key", requestId };
  const { status, headers, body = null } = problemOf(error, where);
  return new Response(body, { status, headers: { ...headers, ...COMMON, "x-request-id": requestId } });
}

/** The API documents: a self-hosted Swagger UI below `/docs`. */
export function docsApp({ demoKey }: DocsDeps): Hono {
  const compressed = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  async function serve({ name, type, text }: Asset, coding: "br" | "gzip" | undefined): Promise<Response> {
    const headers: Record<string, string> = { ...COMMON, "content-type": type, vary: "Accept-Encoding" };
    headers["cache-control"] = "public, max-age=31536000, immutable";
    if (coding === undefined) return new Response(text, { headers });
    const kept = compressed.get(`${coding} ${name}`) ?? compress(text, coding);
    compressed.set(`${coding} ${name}`, kept);
    return new Response(await kept, { headers: { ...headers, "content-encoding": coding } });
  }

  return new Hono()
    .get("/", ({ req }) => {
      const kept = { "cache-control": "private, no-cache", vary: "Cookie" };
      const headers = { ...COMMON, ...kept, "content-security-policy": PAGE_POLICY };
      const mayAsk = credentialFrom(req.raw.headers)?.type === "session";
      const page = docsPage({ hasDemo: demoKey !== undefined, mayAsk });
      return new Response(page, { headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
    })
    .get("/assets/:folder/:name", ({ req }) => {
      const asset = req.param("folder") === assetFolder() ? assets().get(req.param("name")) : undefined;
      if (asset === undefined) return new Response("There is no such file.\n", { status: 404, headers: COMMON });
      return serve(asset, codingOf(req.header("accept-encoding") ?? null));
    })
    .get("/fonts/:name", ({ req }) => {
      const font = fonts().get(req.param("name"));
      if (font === undefined) return new Response("There is no such font.\n", { status: 404, headers: COMMON });
      const headers = { ...COMMON, "content-type": "font/woff2", "cache-control": "public, max-age=604800" };
      return new Response(font, { headers });
    })
    .post("/demo-key", async ({ req }) => {
      // Same-origin requests only: browsers send Sec-Fetch-Site, and other clients need no key from here.
      if (demoKey === undefined || req.header("sec-fetch-site") !== "same-origin")
        return new Response("There is no demo here.\n", { status: 404, headers: COMMON });
      try {
        return Response.json(await demoKey(req.raw.headers), { headers: { ...COMMON, "cache-control": "no-store" } });
      } catch (error) {
        return refusal(error, req.raw);
      }
    });
}
