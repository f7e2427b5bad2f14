import { z } from "zod";
import { countStock } from "#core/inventory/index.ts";
import { CountStockInput } from "#core/inventory/schemas.ts";
import { createUser } from "#core/users/index.ts";
import { CreateUserInput, UserView } from "#core/users/schemas.ts";
import { ClientId, inBulk, Refused } from "./bulk.ts";
import type { ClientStreamMethod } from "./methods.ts";

/** As many as the core does in one transaction. */
const BATCH = 128;
/** Each hashes a password. */
const FEW = 4;

export const stockCount: ClientStreamMethod = {
  kind: "client_stream",
  name: "CountStock",
  summary: "Books what was counted, article by article, as it comes; the summary tells what could not be booked.",
  operations: [countStock],
  request: { name: "StockCount", schema: CountStockInput.extend({ clientId: ClientId }) },
  response: {
    name: "CountSummary",
    schema: z.object({
      counted: z.int().describe("Counts that were booked."),
      changed: z.int().describe("Those that differed from what stood there."),
      refused: z.array(Refused),
    }),
  },
  async run(visit, messages) {
    let counted = 0;
    let changed = 0;
    const onDone = ({ difference }: { difference: number }) => {
      counted += 1;
      if (difference !== 0) changed += 1;
    };
    const refused = await inBulk(visit, messages, { operation: countStock, width: BATCH, onDone });
    return { output: { counted, changed, refused } };
  },
};

export const usersCreate: ClientStreamMethod = {
  kind: "client_stream",
  name: "CreateUsers",
  summary: "Adds people who work here; the summary tells who could not be added.",
  operations: [createUser],
  request: { name: "CreateUserRequest", schema: CreateUserInput.extend({ clientId: ClientId }) },
  response: {
    name: "CreateUsersSummary",
    schema: z.object({ created: z.array(UserView), refused: z.array(Refused) }),
  },
  async run(visit, messages) {
    const created: z.output<typeof UserView>[] = [];
    const onDone = (user: z.output<typeof UserView>) => void created.push(user);
    const refused = await inBulk(visit, messages, { operation: createUser, width: FEW, onDone });
    return { output: { created, refused } };
  },
};
