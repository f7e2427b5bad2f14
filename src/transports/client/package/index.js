import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from "@trpc/client";
import { FetchEventSource } from "./event-source.js";

const LARGEST_BATCH = 20;
const LONGEST_URL = 8000;

/** Its input exceeds the URL limit, so it is sent in a body. */
const isLong = ({ type, input }) =>
  type === "query" && input !== undefined && encodeURIComponent(JSON.stringify(input)).length > LONGEST_URL / 2;

/** See index.d.ts. */
export function createCrossdockClient({ url, token, fetch: fetching = globalThis.fetch, batch = LARGEST_BATCH }) {
  const address = `${String(url).replace(/\/+$/, "")}/api/trpc`;
  const authorization = async () => {
    const given = typeof token === "function" ? await token() : token;
    return given === undefined ? {} : { authorization: `Bearer ${given}` };
  };
  const single = httpLink({
    url: address,
    fetch: fetching,
    headers: async ({ op }) => ({
      ...(await authorization()),
      ...(typeof op.context.idempotencyKey === "string" ? { "idempotency-key": op.context.idempotencyKey } : {}),
    }),
  });
  const long = httpLink({ url: address, fetch: fetching, headers: authorization, methodOverride: "POST" });
  const batched = httpBatchLink({
    url: address,
    fetch: fetching,
    headers: authorization,
    maxItems: Math.min(batch, LARGEST_BATCH),
    maxURLLength: LONGEST_URL,
  });
  const streamed = httpSubscriptionLink({
    url: address,
    EventSource: FetchEventSource,
    eventSourceOptions: () => ({ fetch: fetching, headers: authorization }),
  });
  return createTRPCClient({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: streamed,
        false: splitLink({
          condition: ({ context }) => context.idempotencyKey !== undefined,
          true: single,
          false: splitLink({ condition: isLong, true: long, false: batched }),
        }),
      }),
    ],
  });
}

export const idempotent = (key = globalThis.crypto.randomUUID()) => ({ context: { idempotencyKey: key } });

export const isCrossdockError = (error) => error instanceof TRPCClientError && typeof error.data?.kind === "string";
