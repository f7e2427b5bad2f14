import { type Fault, isHubError, notFound } from "../kernel/errors.ts";
import { query, type ReadContext } from "../kernel/operation.ts";
import { passing } from "../mapping/errors.ts";
import { evaluate } from "../mapping/index.ts";
import { parseInput } from "../runtime/admit.ts";
import { readMessage } from "./message-store.ts";
import { readJson } from "./read-json.ts";
import { MappingPreview, PreviewMappingInput, type TargetName } from "./schemas.ts";
import { refuseUnreadableMessage } from "./source-policy.ts";
import { targets } from "./targets.ts";

export const previewMapping = query({
  name: "inbound.previewMapping",
  summary: "Previews the result of a mapping for a message and validates it against the operation. Changes nothing.",
  scope: "webhooks:read",
  audience: "public",
  input: PreviewMappingInput,
  output: MappingPreview,
  failures: [notFound, ...passing],
  examples: {
    input: {
      mapping: '{ "channel": "web", "externalId": id, "lines": [items.{ "sku": sku, "quantity": qty }] }',
      operation: "orders.place",
      messageId: undefined,
      body: '{ "id": "A-1001", "items": [{ "sku": "85123A", "qty": 2 }] }',
    },
    output: { problem: null, faults: [] },
  },
  run: async ({ read, actor }, { mapping, operation, messageId, body = "" }) => {
    const bytes = messageId === undefined ? Buffer.from(body) : await bodyOf({ read, actor }, messageId);
    let mapped: unknown;
    try {
      mapped = await evaluate(mapping, readJson(bytes), { tenantId: read.tenantId, trial: true });
    } catch (error) {
      if (!isHubError(error) || error.kind !== "invalid") throw error;
      const position = Number(error.details?.["position"] ?? Number.NaN);
      const problem = {
        code: error.code,
        message: error.errors[0]?.detail ?? error.message,
        position: Number.isInteger(position) ? position : null,
      };
      return { mapped: null, problem, ignored: false, faults: [] };
    }
    const ignored = mapped === null;
    return { mapped, problem: null, ignored, faults: ignored ? [] : faultsOf(operation, mapped) };
  },
});

async function bodyOf({ read, actor }: Pick<ReadContext, "read" | "actor">, messageId: string): Promise<Buffer> {
  const message = await readMessage(read, messageId);
  if (message === undefined) throw notFound("inbound message", messageId);
  refuseUnreadableMessage(actor, message.source);
  return message.body;
}

function faultsOf(operation: TargetName | null, mapped: unknown): Fault[] {
  if (operation === null) return [];
  try {
    parseInput(targets[operation].input, mapped);
    return [];
  } catch (error) {
    if (isHubError(error)) return [...error.errors];
    throw error;
  }
}
