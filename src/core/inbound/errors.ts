import { failure, type Fault } from "../kernel/errors.ts";

export const codeTaken = failure("conflict", "inbound.code_taken", (code: string) => ({
  message: `The address ${code} is taken.`,
  errors: [{ pointer: "/code", detail: "Another source on this server has this code." }],
}));

export const needsOperation = failure("invalid", "inbound.operation_required", (pointer: string) => ({
  message: "This kind of source needs an operation that its messages are given to, and a mapping.",
  errors: [{ pointer, detail: "Give an operation and a mapping." }],
}));

export const knowsItself = failure("invalid", "inbound.operation_known", (kind: string) => ({
  message: `A source of the kind ${kind} knows what to do with its messages; it takes no mapping of yours.`,
  errors: [{ pointer: "/operation", detail: "Leave operation and mapping out." }],
}));

export const needsChannel = failure("invalid", "inbound.channel_required", () => ({
  message: "A shop needs the channel that its orders belong to.",
  errors: [{ pointer: "/settings/channel", detail: "Give the code of a channel." }],
}));

export const unknownChannel = failure("invalid", "inbound.unknown_channel", (channel: string) => ({
  message: `There is no channel ${channel}.`,
  errors: [{ pointer: "/settings/channel", detail: `There is no channel ${channel}.` }],
}));

export const noSecrets = failure("invalid", "inbound.no_secret", () => ({
  message: "Messages from a queue carry no signature, so there is no secret.",
  errors: [{ pointer: "/secret", detail: "Leave it out." }],
}));

export const unfitSecret = failure("invalid", "inbound.unfit_secret", () => ({
  message: "A Standard Webhooks secret is whsec_ and the base64 of 24 to 64 bytes.",
  errors: [{ pointer: "/secret", detail: "Give whsec_ and the base64 of 24 to 64 bytes." }],
}));

/** The same response whatever is wrong with a signature, so that nothing is learnt from trying. */
export const badSignature = failure("unauthenticated", "inbound.bad_signature", () => ({
  message: "The signature does not fit the body and a secret of this source.",
}));

export const staleSignature = failure("unauthenticated", "inbound.stale_signature", () => ({
  message: "The time of this message is too far off: a signature is good for five minutes, an unsigned one for a week.",
}));

/** The body is signed by the sender, but the headers around it contradict it. */
export const contradictory = failure("invalid", "inbound.contradictory", (why: string) => why);

export const unknownSource = failure("not_found", "inbound.unknown_source", () => "Nobody listens at this address.");

/** A conflict, not permanent: senders retry it, while those of Standard Webhooks disable an endpoint on 410. */
export const sourceDisabled = failure("conflict", "inbound.source_disabled", () => "This source is switched off.");

export const alreadyProcessed = failure("conflict", "inbound.already_processed", () => ({
  message: "This message has done its work; it is not run again.",
}));

export const unreadable = failure("invalid", "inbound.unreadable", (detail: string, pointer: string) => ({
  message: detail,
  errors: [{ pointer, detail }],
}));

export const unmapped = failure("invalid", "inbound.unmapped", (errors: readonly Fault[]) => ({
  message: errors.length === 1 ? (errors[0]?.detail ?? "") : `The message has ${errors.length} faults.`,
  errors,
}));

/** The order may still arrive: the message is retried for a while. */
export const unknownOrder = failure("not_found", "inbound.unknown_order", (name: string) => ({
  message: `There is no order ${name} yet.`,
  details: { order: name },
}));

/** Nothing else prevents a second effect after a crash once the idempotency key has expired. */
export const uncertain = failure("conflict", "inbound.uncertain", () => ({
  message:
    "A worker stopped in the middle of this message a day ago. See whether it took effect; if not, run it again.",
}));

export const ignored = failure("conflict", "inbound.ignored", (why: string) => why);
