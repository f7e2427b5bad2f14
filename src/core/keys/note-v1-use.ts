import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { noteV1Use as write } from "./store.ts";

/** No event: a key's last use is not a change to subscribe to. */
export const noteV1Use = command({
  name: "apiKeys.noteV1Use",
  summary: "Records the last use of the deprecated REST v1 by a key, to the minute.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id }),
  output: z.object({ id: Id }),
  failures: [],
  run: (context, { id }) => {
    write(context, id);
    return Promise.resolve({ id });
  },
});
