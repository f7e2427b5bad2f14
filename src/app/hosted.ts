import "server-only";
import { getHub } from "#server/current-hub.ts";

/**
 * The transports and health where Next runs without our HTTP front: `next start` and serverless hosts. Behind the
 * front there is nothing here, so that no spelling of an address is a way around it.
 */
export async function answerHosted(request: Request): Promise<Response> {
  const { hosted } = await getHub();
  return hosted === undefined ? new Response(null, { status: 404 }) : hosted(request);
}
