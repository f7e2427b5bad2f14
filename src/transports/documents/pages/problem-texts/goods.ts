import type { ProblemText } from "./text.ts";

/** Articles, channels and locations. */
export const goods: Readonly<Record<string, ProblemText>> = {
  "catalog.sku_taken": {
    happened: "Another article has this SKU. Nothing was saved.",
    why: "A SKU stands for one article: orders and stock are kept by it.",
    todo: "`errors` names each SKU that is taken. Change the existing article, or choose another SKU.",
  },
  "catalog.wrong_variants": {
    happened: "The variants do not fit the product.",
    why: "A variant id is not of this product, two variants are alike, or one was left out that has orders.",
    todo: "Read the product, keep the ids of variants that stay, and mend what `errors` points at.",
  },
  "channel.code_taken": {
    happened: "There is a channel or location with this code already.",
    why: "Codes are what orders and stock name, so each stands for one.",
    todo: "Choose another code, or change the one that exists.",
  },
  "channel.unknown_locations": {
    happened: "The channel is to sell from a location that this shop does not have.",
    why: "The code is misspelt, or the location is not active.",
    todo: "`GET /api/v2/locations` lists the codes.",
  },
};
