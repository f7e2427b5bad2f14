import { getHub } from "#server/current-hub.ts";
import { createSse, type SseHandler } from "#transports/sse/handler.ts";

export const dynamic = "force-dynamic";

let sse: SseHandler | undefined;

/** Reached only where Next runs without our HTTP front: `next start` and serverless hosts. */
async function answer(request: Request): Promise<Response> {
  const hub = await getHub();
  const { publicUrl, corsOrigins, streamsPerCaller } = hub.config;
  sse ??= createSse({ hub, publicOrigin: new URL(publicUrl).origin, corsOrigins, streamsPerCaller });
  return sse(request);
}

export { answer as GET, answer as HEAD, answer as OPTIONS, answer as POST };
