import "server-only";
import { getHub } from "#server/current-hub.ts";

/**
 * Transports and health checks where Next runs without our HTTP server: `next start` and serverless hosts. Behind our
 * server this handles nothing, so that no spelling of a path bypasses it.
 */
export async function answerHosted(request: Request): Promise<Response> {
  const { hosted } = await getHub();
  return hosted === undefined ? new Response(null, { status: 404 }) : hosted(request);
}
