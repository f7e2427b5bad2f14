import type { Sealer } from "#core/kernel/sealing.ts";
import { endpointCreated, endpointDisabledEvent } from "#core/webhooks/events.ts";
import { makeSecret } from "#core/webhooks/signing.ts";
import type { Cast } from "./cast.ts";
import type { Journal } from "./journal.ts";

const DAY = 86_400_000;

export interface Subscribers {
  /** Paused, so that a demo calls no one; until an hour ago it received events. */
  readonly fulfilment: string;
  /** Disabled after five days without a response. */
  readonly loyalty: string;
}

interface Audience {
  readonly journal: Journal;
  readonly cast: Cast;
  readonly now: Date;
  readonly sealer: Sealer;
}

/** Two endpoints. Their deliveries are derived from the events: `tellSubscribers`. */
export function addSubscribers(audience: Audience): Subscribers {
  const { journal, cast, now } = audience;
  const gone = new Date(now.getTime() - DAY);
  const failing = { failures: 42, failing_since: new Date(now.getTime() - 6 * DAY), noticed: 100 };
  const fulfilment = add(audience, {
    url: "https://fulfilment.example.com/webhooks/crossdock",
    description: "Fulfilment partner",
    event_types: ["order.placed", "order.cancelled", "shipment.*"],
    status: "paused",
    disabled_reason: null,
    lane: { last_success_at: new Date(now.getTime() - DAY / 24) },
  });
  const url = "https://loyalty.example.com/events";
  const loyalty = add(audience, {
    url,
    description: "Loyalty programme",
    event_types: ["customer.*"],
    status: "disabled",
    disabled_reason: "failing",
    lane: { ...failing, last_failure_at: gone, last_error: "connection_refused" },
  });
  journal.tell(cast.manager, gone, [endpointDisabledEvent(loyalty, { url, reason: "failing" })]);
  return { fulfilment, loyalty };
}

interface Endpoint {
  readonly url: string;
  readonly description: string;
  readonly event_types: readonly string[];
  readonly status: string;
  readonly disabled_reason: string | null;
  readonly lane: Readonly<Record<string, unknown>>;
}

function add({ journal, cast, now, sealer }: Audience, { lane, ...given }: Endpoint): string {
  const at = new Date(now.getTime() - 50 * DAY);
  const id = journal.chance.idAt(at);
  const secret = makeSecret("hmac");
  const sealed = sealer.seal(secret.text);
  journal.add("webhook_endpoints", { id, ...given, max_concurrent: 10, created_at: at, updated_at: at });
  journal.add("webhook_secrets", {
    id: journal.chance.idAt(at),
    endpoint_id: id,
    kind: secret.kind,
    sealed,
    created_at: at,
  });
  journal.add("webhook_lanes", { endpoint_id: id, ...lane });
  const facts = { url: given.url, eventTypes: [...given.event_types], status: "enabled" };
  journal.tell(cast.admin, at, [endpointCreated(id, facts)]);
  return id;
}
