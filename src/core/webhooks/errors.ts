import { failure } from "../kernel/errors.ts";

export const endpointDisabled = failure(
  "conflict",
  "webhook.endpoint_disabled",
  () => "This endpoint is disabled. Resume it first.",
);

export const endpointPaused = failure(
  "conflict",
  "webhook.endpoint_paused",
  () => "This endpoint is paused, so a test would only wait. Resume it first.",
);

export const stillCancelling = failure(
  "conflict",
  "webhook.still_cancelling",
  () => "What waited for this endpoint is still being cancelled. Ask again in a minute.",
);

export const unknownChannel = failure("invalid", "webhook.unknown_channel", (codes: readonly string[]) => ({
  message: `There is no channel ${codes.join(", ")}.`,
  errors: codes.map((code) => ({ pointer: "/channels", detail: `There is no channel called ${code}.`, channel: code })),
}));

export const deliveryFinished = failure("conflict", "webhook.delivery_finished", (state: string) => ({
  message: `This delivery has ${state} already.`,
  details: { state },
}));

export const wrongTransform = failure("invalid", "webhook.wrong_transform", (why: string) => ({
  message: `This transform is not JSONata: ${why}`,
  errors: [{ pointer: "/transform", detail: why }],
}));

export const privateTarget = failure("invalid", "webhook.private_target", () => ({
  message: "Nothing is sent to this address: it must be https, and not of this machine or a private network.",
  errors: [{ pointer: "/url", detail: "Give an https address that the internet can reach." }],
}));

export const movedSecret = failure("invalid", "webhook.moved_secret", (field: "headers" | "authorization") => ({
  message:
    "The new address is of another server, and what is kept to be sent with each request was given for the old one.",
  errors: [{ pointer: `/${field}`, detail: "Give it again together with the address, or give it empty." }],
}));
