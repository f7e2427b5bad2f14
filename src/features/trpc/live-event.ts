import type { Outputs } from "./client.ts";

type Tracked = Outputs["events"]["watch"] extends AsyncIterable<infer Item> ? Item : never;
export type LiveEvent = Tracked extends { data: infer Event } ? Event : never;

export type LiveHandler = (events: readonly LiveEvent[]) => void;

/** Messages between tabs. `hello` asks the tab that holds the stream for its state. */
export type Said =
  | { said: "event"; id: string; event: LiveEvent }
  /** With the last event of the stream, so that a new tab detects missed ones. */
  | { said: "state"; state: "live" | "connecting"; lastId: string | undefined }
  /** The position in the feed was lost: displayed data must be refetched once the stream is connected. */
  | { said: "reset" }
  | { said: "hello" };
