import { Hono } from "hono";
import { failure } from "#core/kernel/errors.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";
import { whoIsThere } from "./first-start-store.ts";
import type { ServerHub } from "./hub.ts";
import { setupPage } from "./setup-page.ts";

const noAdministrator = failure("unavailable", "hub.no_administrator", () => ({
  message: "This hub has no administrator yet. Its operator creates one: npm run cli -- users create-admin --email …",
  retryAfterS: 10,
}));

export interface Setup {
  /** Whether an administrator exists. Queried until it is true, then cached. */
  isDone(): boolean | Promise<boolean>;
  /** Handles every request before the transports until then, except health checks. */
  readonly app: Hono;
}

/**
 * A hub without an administrator serves one page, which explains how to create one. Requests with a valid API key pass
 * to the API.
 */
export function createSetup({ db }: Pick<ServerHub, "db">): Setup {
  let administrator = false;
  let looking: ReturnType<typeof whoIsThere> | undefined;
  const look = () => (looking ??= whoIsThere(db.sql).finally(() => (looking = undefined)));
  const isDone = () => administrator || look().then((there) => (administrator = there.administrator));

  async function answer(request: Request): Promise<Response | undefined> {
    if (administrator) return undefined;
    const { requestId } = requestContextFrom(request.headers);
    const { pathname } = new URL(request.url);
    const refuse = (error: unknown) => refusal(error, { instance: pathname, requestId });
    try {
      const there = await look();
      administrator = there.administrator;
      const isApi = pathname.startsWith("/api/");
      if (administrator || (isApi && there.key && !pathname.startsWith("/api/auth/"))) return undefined;
      const reads = request.method === "GET" || request.method === "HEAD";
      return isApi || !reads ? refuse(noAdministrator()) : setupPage(requestId);
    } catch (error) {
      return refuse(error);
    }
  }

  const app = new Hono().use("*", async ({ req }, next) => (await answer(req.raw)) ?? next());
  return { isDone, app };
}

function refusal(error: unknown, where: { instance: string; requestId: string }): Response {
  const { status, headers, body = null } = problemOf(error, { problemBase: "/problems", ...where });
  const safe = { "x-content-type-options": "nosniff", "x-request-id": where.requestId };
  return new Response(body, { status, headers: { ...headers, ...safe } });
}
