import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { unavailable } from "#core/kernel/errors.ts";
import { getHub } from "#server/current-hub.ts";
import { nextAuthOptions } from "#server/next-auth.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";

export const dynamic = "force-dynamic";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** next-auth would report a database outage as a wrong password. */
async function answer(request: NextRequest, context: RouteContext): Promise<Response> {
  const hub = await getHub();
  if (!hub.db.up()) return away(request);
  return NextAuth(request, context, nextAuthOptions(hub));
}

function away(request: NextRequest): Response {
  const { requestId } = requestContextFrom(request.headers);
  const instance = request.nextUrl.pathname;
  const { status, headers, body } = problemOf(unavailable(undefined), {
    problemBase: "/problems",
    instance,
    requestId,
  });
  return new Response(body ?? null, { status, headers });
}

export { answer as GET, answer as POST };
