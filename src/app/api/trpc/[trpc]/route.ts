import { getHub } from "#server/current-hub.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";
import { handleTrpc } from "#transports/trpc/handler.ts";

export const dynamic = "force-dynamic";

/** Reached only where Next runs without our HTTP front: `next start` and serverless hosts. */
async function answer(request: Request): Promise<Response> {
  const hub = await getHub();
  const asked = requestContextFrom(request.headers);
  const publicOrigin = new URL(hub.config.publicUrl).origin;
  const response = await handleTrpc({ hub, identify: hub.identify, publicOrigin }, request, asked);
  response.headers.set("x-request-id", asked.requestId);
  return response;
}

export { answer as GET, answer as POST };
