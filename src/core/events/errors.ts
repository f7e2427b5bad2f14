import { failure } from "../kernel/errors.ts";

export const tooSlow = failure(
  "limited",
  "events.reader_too_slow",
  () => "You read more slowly than events arrive. Connect again from the last id that you saw.",
);

export const positionExpired = failure(
  "conflict",
  "events.position_expired",
  () => "What followed this event is no longer kept in the feed. Read what you need anew, then go on from now.",
);

export const unknownPosition = failure("invalid", "events.unknown_position", (after: string) => {
  const message = "There is no event with this id to go on from.";
  return { message, errors: [{ pointer: "/after", detail: message, after: after.slice(0, 100) }] };
});

export const unknownChannels = failure("invalid", "events.unknown_channel", (codes: readonly string[]) => {
  const errors = codes.map((code) => ({ pointer: "/channels", detail: `There is no channel ${code}.`, channel: code }));
  return { message: errors.map(({ detail }) => detail).join(" "), errors };
});

export const tooManyStreams = failure("limited", "events.too_many_streams", (most: number) => ({
  message: `You have ${most} streams or sockets open already. Close one, or share one among your readers.`,
  retryAfterS: 5,
  details: { most },
}));
