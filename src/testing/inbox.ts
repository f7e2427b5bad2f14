import { getMessage } from "#core/inbound/index.ts";
import { processMessage } from "#core/inbound/process-message.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { listOrders } from "#core/orders/index.ts";
import { receiveWebhook } from "#transports/webhooks/receive-webhook.ts";
import { createTestGateway } from "./gateway.ts";
import type { TestHub } from "./hub.ts";
import type { Shop } from "./shop.ts";

export interface WebhookAnswer {
  readonly status: number;
  readonly body: { readonly id: string; readonly duplicate: boolean; readonly code?: string };
}

/** What a sender and a worker do to a shop, without a server between them. */
export function inboxOf(shop: Shop) {
  const work = (id: string, hub: TestHub = shop.hub) => processMessage(hub, shop.actor.tenantId, id);
  return {
    /** A code is one of its kind over all tenants. */
    codeOf: () => `s-${newId().slice(-12)}`,
    post: async (code: string, content: string | Buffer, headers: Record<string, string>): Promise<WebhookAnswer> => {
      const body = new Uint8Array(Buffer.from(content));
      const request = new Request(`http://hub/api/webhooks/${code}`, { method: "POST", body, headers });
      const gateway = createTestGateway(shop.hub, new Map());
      const response = await receiveWebhook(gateway, request, { source: code });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests say what they expect of it
      return { status: response.status, body: (await response.json()) as WebhookAnswer["body"] };
    },
    work,
    /** The code of why it should be tried again, or that it need not be. */
    early: (id: string): Promise<string> =>
      work(id).then(
        () => "done",
        (error: unknown) => (isHubError(error) ? error.code : String(error)),
      ),
    message: (id: string) => shop.run(getMessage, { id }),
    orders: async () => (await shop.run(listOrders, {})).data,
  };
}
