import type { Tone } from "#components/ui/badge.tsx";

export interface EventWords {
  /** Of its dot; neutral where there is none. */
  readonly tone?: Tone;
  /** In the activity list, after the name of whoever did it; `s` is the subject. */
  readonly activity: string;
  /**
   * In an order's timeline, after the same name; every event about an order has it. May use `fields` (that changed),
   * `count` (of units), `status` and `action` of the event, and `money` (its amount).
   */
  readonly timeline?: string;
}

/** How every type of event reads and looks: `order.placed` is `placed` in `order`. */
export const events = {
  order: {
    placed: { tone: "blue", activity: "placed order <s></s>", timeline: "placed the order" },
    drafted: { activity: "drafted order <s></s>", timeline: "began a draft" },
    updated: { activity: "changed order <s></s>", timeline: "changed {fields}" },
    cancelled: {
      tone: "red",
      activity: "cancelled order <s></s>",
      timeline:
        "{status, select, cancelled {cancelled the order} other {{count, plural, one {cancelled # unit} other {cancelled # units}}}}",
    },
    held: { tone: "amber", activity: "put order <s></s> on hold", timeline: "put the order on hold" },
    released: { tone: "green", activity: "released order <s></s>", timeline: "released the order" },
    status_changed: { activity: "changed the status of order <s></s>", timeline: "moved the order on" },
    noted: { activity: "wrote a note on order <s></s>", timeline: "wrote a note" },
    imported: { activity: "imported order <s></s>", timeline: "imported the order" },
  },
  webhook_endpoint: {
    created: { activity: "added the webhook endpoint <s></s>" },
    updated: { activity: "changed the webhook endpoint <s></s>" },
    deleted: { activity: "deleted a webhook endpoint" },
    enabled: { activity: "resumed the webhook endpoint <s></s>" },
    disabled: { activity: "disabled the webhook endpoint <s></s>" },
    failing: { activity: "noticed that the webhook endpoint <s></s> fails" },
    secret_rotated: { activity: "rotated the secret of a webhook endpoint" },
    secret_revealed: { activity: "looked at the secret of a webhook endpoint" },
    replayed: { activity: "sent events to a webhook endpoint again" },
  },
  webhook_delivery: {
    retried: { activity: "retried a webhook delivery" },
    cancelled: { activity: "cancelled a webhook delivery" },
    muted: { activity: "muted a webhook delivery or brought it back" },
  },
  webhook: {
    test: { activity: "tested a webhook endpoint" },
  },
  payment: {
    requested: {
      activity: "asked for a payment of order <s></s>",
      timeline:
        "{action, select, authorize {asked to authorise <money></money>} capture {asked to capture <money></money>} refund {asked to refund <money></money>} void {asked to void <money></money>} other {asked the payment provider for something}}",
    },
    authorized: {
      tone: "blue",
      activity: "authorized a payment of order <s></s>",
      timeline: "authorised <money></money>",
    },
    captured: { tone: "green", activity: "captured a payment of order <s></s>", timeline: "captured <money></money>" },
    failed: { tone: "red", activity: "could not take a payment of order <s></s>", timeline: "refused <money></money>" },
    refunded: { tone: "violet", activity: "refunded order <s></s>", timeline: "refunded <money></money>" },
    voided: { activity: "voided a payment of order <s></s>", timeline: "voided <money></money>" },
  },
  shipment: {
    shipped: {
      tone: "violet",
      activity: "shipped order <s></s>",
      timeline: "{count, plural, one {shipped # unit} other {shipped # units}}",
    },
    delivered: {
      tone: "green",
      activity: "delivered order <s></s>",
      timeline: "{count, plural, one {delivered # unit} other {delivered # units}}",
    },
    in_transit: { activity: "has a shipment of order <s></s> on its way", timeline: "has a shipment on its way" },
    cancelled: { activity: "called back a shipment of order <s></s>", timeline: "called a shipment back" },
  },
  packing: {
    finished: { tone: "green", activity: "packed order <s></s>", timeline: "packed the parcel" },
    skipped: {
      activity: "put order <s></s> back into the packing queue",
      timeline: "put the order back into the queue",
    },
  },
  return: {
    imported: { activity: "imported a return of order <s></s>", timeline: "imported a return" },
  },
  stock: {
    changed: { activity: "changed the stock of <s></s>" },
    low: { tone: "amber", activity: "left nothing to sell of <s></s>" },
    low_summarised: { activity: "listed what is out of stock" },
    short: { tone: "red", activity: "left too little of <s></s> for its orders" },
  },
  product: {
    created: { activity: "added the product <s></s>" },
    updated: { activity: "changed the product <s></s>" },
  },
  customer: {
    created: { activity: "added the customer <s></s>" },
    updated: { activity: "changed the customer <s></s>" },
  },
  import: {
    started: { activity: "started the import of <s></s>" },
    progressed: { activity: "is importing <s></s>" },
    finished: { tone: "green", activity: "finished the import of <s></s>" },
    cancelled: { activity: "stopped the import of <s></s>" },
  },
  user: {
    created: { activity: "added <s></s>" },
    updated: { activity: "changed <s></s>" },
    deleted: { activity: "removed <s></s>" },
    password_reset_requested: { activity: "asked for a new password for a user" },
    factor_added: { activity: "signs in with a second factor now" },
    factor_removed: { tone: "red", activity: "removed a second factor of <s></s>" },
    recovery_codes_made: { activity: "made new recovery codes" },
    recovery_code_used: { activity: "signed in with a recovery code" },
    sessions_revoked: { activity: "signed out devices of theirs" },
  },
  invitation: {
    sent: { activity: "invited <s></s>" },
    revoked: { activity: "revoked the invitation of <s></s>" },
    accepted: { activity: "saw <s></s> accept the invitation" },
  },
  role: {
    created: { activity: "made the role <s></s>" },
    updated: { activity: "changed the role <s></s>" },
    deleted: { activity: "deleted the role <s></s>" },
  },
  tenant: {
    second_factor_required: { activity: "changed whether everybody needs a second factor" },
  },
  channel: {
    created: { activity: "added the channel <s></s>" },
    updated: { activity: "changed the channel <s></s>" },
  },
  location: {
    created: { activity: "added the location <s></s>" },
  },
  api_key: {
    created: { activity: "made the key <s></s>" },
    updated: { activity: "changed the key <s></s>" },
    rotated: { activity: "gave the key <s></s> a new secret" },
    revoked: { activity: "revoked the key <s></s>" },
  },
  oauth_client: {
    created: { activity: "made the OAuth client <s></s>" },
    revoked: { activity: "revoked the OAuth client <s></s>" },
    tokens_revoked: { activity: "revoked tokens of an OAuth client" },
  },
  customer_link: {
    created: { activity: "made a customer’s link" },
    revoked: { activity: "revoked a customer’s link" },
  },
  credit_note: {
    imported: { activity: "imported a credit note" },
  },
  invoice: {
    issued: { activity: "issued an invoice" },
    posted: { tone: "green", activity: "posted an invoice to the ERP" },
    failed: { tone: "red", activity: "could not post an invoice to the ERP" },
    requeued: { activity: "posts an invoice to the ERP again" },
  },
  erp: {
    configured: { activity: "changed how the ERP is asked" },
  },
  difference: {
    ignored: { activity: "let a difference be" },
    reopened: { activity: "took up a difference again" },
    repaired: { activity: "repaired a difference" },
  },
  export: {
    started: { activity: "started an export" },
    finished: { activity: "finished an export" },
    cancelled: { activity: "stopped an export" },
  },
  inbound_message: {
    received: { activity: "sent a message" },
    processed: { activity: "worked through a message" },
    failed: { activity: "could not work with a message" },
  },
  inbound_source: {
    created: { activity: "added the source <s></s>" },
    updated: { activity: "changed the source <s></s>" },
    deleted: { activity: "removed the source <s></s>" },
    secret_rotated: { activity: "changed the secret of the source <s></s>" },
  },
  job: {
    cancelled: { activity: "cancelled a job" },
    redriven: { activity: "sent a parked job back to its queue" },
    requested: { activity: "ran a schedule at once" },
    retried: { activity: "tried a job again" },
  },
  mail: {
    queued: { activity: "queued a mail" },
    sent: { activity: "sent a mail" },
    failed: { activity: "could not send a mail" },
  },
  partner: {
    created: { activity: "added the partner <s></s>" },
    updated: { activity: "changed the partner <s></s>" },
    deleted: { activity: "removed the partner <s></s>" },
  },
  reconciliation: {
    started: { activity: "started a comparison" },
    finished: { activity: "finished a comparison" },
    failed: { activity: "could not compare a list" },
    repair_requested: { activity: "asked for a repair of all differences of a kind" },
  },
  upload: {
    arrived: { activity: "uploaded a file" },
    checked: { activity: "checked a file" },
  },
} satisfies Record<string, Record<string, EventWords>>;

/** For the types of a newer version of the hub. */
export const newerEvent = { activity: "did something with <s></s>", timeline: "did something else" };
