import { Webhook } from "standardwebhooks";
import { unknownOrder } from "#core/inbound/errors.ts";
import { createSource, getMessage } from "#core/inbound/index.ts";
import { processMessage } from "#core/inbound/process-message.ts";
import { targets } from "#core/inbound/targets.ts";
import { isHubError, notFound } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { carriedOn } from "#core/runtime/tracing.ts";
import { at, textOf } from "../scenario.ts";
import type { Call, Outcome, Transport } from "../transport.ts";
import type { World } from "../world.ts";
import type { HttpClient } from "./over-http.ts";
import { readBack } from "./read-back.ts";

/** Standard Webhooks whose body is the operation's input, worked through as a worker does. */
export function overWebhooks({ hub }: World, send: HttpClient, reading: Transport): Transport {
  async function process({ shop }: Call, id: string): Promise<void> {
    const [received] = await hub.db.sql<{ trace: string | null }[]>`
      select trace from events where tenant_id = ${shop.actor.tenantId} and subject_id = ${id} order by n limit 1`;
    const job = { name: "inbound.process", traceparent: received?.trace ?? undefined };
    await carriedOn(hub, job, (traced) => processMessage(traced, shop.actor.tenantId, id)).catch((error: unknown) => {
      if (!isHubError(error)) throw error; // an early message is tried again: its refusal is what counts here
    });
  }
  return {
    name: "inbound webhooks",
    operations: new Set(Object.keys(targets)),
    async call(call): Promise<Outcome> {
      const { shop, operation } = call;
      const input = named(call.input);
      const source = { code: `s-${newId().slice(-12)}`, name: "Sender", kind: "standard", operation, mapping: "$" };
      const { code: place, secret } = (await execute(hub, shop.actor, createSource, source)).output;
      const sentAt = new Date();
      const headers = {
        "webhook-id": newId(),
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
      };
      const signature = new Webhook(secret ?? "").sign(headers["webhook-id"], sentAt, JSON.stringify(input));
      const { json } = await send(
        { ...call, token: undefined },
        {
          method: "POST",
          path: `/api/webhooks/${place}`,
          body: input,
          headers: { ...headers, "webhook-signature": signature },
        },
      );
      const id = textOf(at(json, "id"));
      await process(call, id);
      const { state, error } = (await execute(hub, shop.actor, getMessage, { id })).output;
      if (state === "processed") return { answer: await readBack(hub, reading, call) };
      // An order that is not there may be on its way, which has a code of its own.
      const code = error?.code === unknownOrder.code ? notFound.code : error?.code;
      const pointers = error?.errors.flatMap(({ pointer }) => (typeof pointer === "string" ? [pointer] : []));
      return { refused: { status: undefined, code, pointers } };
    },
  };
}

/** Messages name an order by its id, or as its channel does. */
function named({ id, orderId, ...rest }: Call["input"]): Call["input"] {
  const order = id ?? orderId;
  return order === undefined ? rest : { ...rest, order: { id: order } };
}
