import type { Outputs } from "./client.ts";

type Tracked = Outputs["events"]["watch"] extends AsyncIterable<infer Item> ? Item : never;
export type LiveEvent = Tracked extends { data: infer Event } ? Event : never;

export type LiveHandler = (events: readonly LiveEvent[]) => void;

/** What one tab tells the others. `hello` asks the tab that holds the stream how it stands. */
export type Said =
  | { said: "event"; id: string; event: LiveEvent }
  /** With the last event that the stream has given, so that a tab that opens later sees whether it missed some. */
  | { said: "state"; state: "live" | "connecting"; lastId: string | undefined }
  /** The feed no longer knows where we stood: what is shown should be read again once the stream is there. */
  | { said: "reset" }
  | { said: "hello" };
