import type { ProblemText } from "./text.ts";

/** Articles, channels and locations. */
export const goods: Readonly<Record<string, ProblemText>> = {
  "catalog.sku_taken": {
    happened: "Another article has this SKU. Nothing was saved.",
    why: "A SKU identifies one article in orders and stock.",
    todo: "`errors` names each SKU that is taken. Change the existing article, or choose another SKU.",
  },
  "catalog.wrong_variants": {
    happened: "The variants do not match the product.",
    why: "A variant id is not of this product, two variants have the same options, or one with orders was left out.",
    todo: "Read the product, keep the ids of variants that stay, and fix what `errors` points at.",
  },
  "channel.code_taken": {
    happened: "There is a channel or location with this code already.",
    why: "Orders and stock refer to codes, so each is unique.",
    todo: "Choose another code, or change the one that exists.",
  },
  "channel.unknown_locations": {
    happened: "The channel is to sell from a location that this shop does not have.",
    why: "The code is misspelt, or the location is not active.",
    todo: "`GET /api/v2/locations` lists the codes.",
  },
};
