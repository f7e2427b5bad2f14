import type { PackingRefusal } from "./schemas.ts";

type Articles = readonly PackingRefusal["articles"][number][];

const refusal = (code: string, message: string, more: Partial<PackingRefusal> = {}): PackingRefusal => ({
  code: `packing.${code}`,
  message,
  articles: [],
  takeOut: [],
  ...more,
});

const shown = ({ sku, name }: Articles[number]) => ({ sku, name });

/** Decisions on a scan or a parcel. They are answers: kept with their command, and the same when it is sent again. */
export const refusals = {
  noOrder: () => refusal("no_order", "No order is being packed here. Take the next one."),
  unknownArticle: (code: string) => refusal("unknown_article", `No article has the barcode or SKU ${code}.`),
  wrongArticle: (articles: Articles) =>
    refusal("wrong_article", `${articles.map(({ sku }) => sku).join(", ")} does not belong into this parcel.`, {
      articles: articles.map(shown),
    }),
  surplus: (article: Articles[number], open: number) =>
    refusal(
      "surplus",
      open === 0 ? `${article.sku} is complete.` : `Only ${open} more of ${article.sku} belong here.`,
      {
        articles: [shown(article)],
      },
    ),
  ambiguous: (articles: Articles) =>
    refusal("ambiguous", "Several articles of this order have this barcode. Scan or type the SKU.", {
      articles: articles.map(shown),
    }),
  orderChanged: (takeOut: PackingRefusal["takeOut"]) =>
    refusal("order_changed", "The order was changed while it was packed. Check the parcel and go on.", { takeOut }),
  orderCancelled: (number: string, takeOut: PackingRefusal["takeOut"]) =>
    refusal("order_cancelled", `Order ${number} was cancelled. Put the goods back.`, { takeOut }),
  orderHeld: (number: string, takeOut: PackingRefusal["takeOut"]) =>
    refusal("order_on_hold", `Order ${number} was put on hold. Put the goods back.`, { takeOut }),
  orderGone: (number: string, takeOut: PackingRefusal["takeOut"]) =>
    refusal("order_gone", `Nothing of order ${number} is left to pack here. Put the goods back.`, { takeOut }),
  notCovered: (number: string, takeOut: PackingRefusal["takeOut"]) =>
    refusal("not_covered", `Order ${number} is not paid any more. Put the goods back.`, { takeOut }),
  otherOrder: (number: string) =>
    refusal("other_order", `This was meant for another order. Order ${number} is being packed here now.`),
  nothingToUndo: () => refusal("nothing_to_undo", "There is no scan of this order to undo."),
  nothingPacked: () => refusal("nothing_packed", "Nothing is packed yet."),
  incomplete: (missing: number) => refusal("incomplete", `${missing} more units belong into this parcel.`),
  notShipped: (code: string, message: string): PackingRefusal => ({ code, message, articles: [], takeOut: [] }),
};
