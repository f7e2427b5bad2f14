import { getHub } from "#server/current-hub.ts";
import { receiveWebhook } from "#transports/webhooks/receive-webhook.ts";

export const dynamic = "force-dynamic";

/** Reached only where Next runs without our HTTP front: `next start` and serverless hosts. */
export async function POST(request: Request, { params }: { params: Promise<{ source: string }> }): Promise<Response> {
  return receiveWebhook(await getHub(), request, { code: (await params).source });
}
