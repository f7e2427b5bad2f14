import { access } from "./access.ts";
import { events } from "./events.ts";
import { goods } from "./goods.ts";
import { orders } from "./orders.ts";
import { packing } from "./packing.ts";
import { people } from "./people.ts";
import { requests } from "./requests.ts";
import type { ProblemText } from "./text.ts";
import { work } from "./work.ts";

/** By the code of the problem. */
export const problemTexts: ReadonlyMap<string, ProblemText> = new Map(
  Object.entries({ ...requests, ...access, ...orders, ...people, ...packing, ...goods, ...events, ...work }),
);
