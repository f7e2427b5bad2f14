import { productCreated, productUpdated } from "../catalog/events.ts";
import { factsOf, type ProductRecord } from "../catalog/record.ts";
import {
  insertProducts,
  insertVariants,
  lockProducts,
  readWorld,
  updateProduct,
  updateVariants,
} from "../catalog/store.ts";
import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../order/change-order.ts";
import type { ArticleRow, BookWorld } from "./book-world.ts";
import type { FreshDocument } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

/** An article in a file: name and price of its first row that has a price. */
interface Told {
  readonly sku: string;
  readonly title: string;
  readonly prices: Readonly<Record<string, number>>;
}

/** Rows without a price are corrections, and their name column holds a remark. */
function toldIn(documents: readonly FreshDocument[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const { content } of documents) {
    for (const { kind, sku, name: title, unitPrice } of content.lines) {
      if (kind !== "item" || (told.get(sku)?.title ?? "") !== "") continue;
      if (unitPrice > 0) told.set(sku, { sku, title, prices: { [content.currency]: unitPrice } });
      else if (!told.has(sku)) told.set(sku, { sku, title: "", prices: {} });
    }
  }
  return told;
}

/** Creates unknown articles, and names those that earlier files left without a name. */
export async function bookArticles(
  context: OrderContext,
  world: BookWorld,
  { documents, tally }: { documents: readonly FreshDocument[]; tally: Tally },
): Promise<void> {
  const told = [...toldIn(documents).values()];
  const unknown = told.filter(({ sku }) => !world.articles.has(sku));
  if (unknown.length > 0) await createArticles(context, world, unknown);
  count(tally, "productsCreated", unknown.length);
  for (const article of told) {
    const known = world.articles.get(article.sku);
    if (known !== undefined && known.title === article.sku && article.title !== "") await name(context, known, article);
  }
}

async function createArticles(context: OrderContext, world: BookWorld, unknown: readonly Told[]): Promise<void> {
  const { locationIds } = await readWorld(context.tx, []);
  const products = unknown.map(({ sku, title, prices }): ProductRecord => {
    const variant = {
      id: newId(),
      sku,
      title: "",
      prices,
      barcode: null,
      weightGrams: null,
      hsCode: null,
      available: 0,
    };
    return {
      id: newId(),
      title: title === "" ? sku : title,
      description: "",
      status: "active",
      image: null,
      version: 1,
      variants: [variant],
      createdAt: context.now,
      updatedAt: context.now,
    };
  });
  insertProducts(context, products);
  const added = products.flatMap(({ id, variants }) =>
    variants.map((variant) => ({ variant, productId: id, position: 0 })),
  );
  insertVariants(context, added, locationIds);
  for (const product of products) {
    context.emit(productCreated(product.id, factsOf(product)));
    for (const { id, sku, prices } of product.variants)
      world.articles.set(sku, { id, productId: product.id, sku, title: product.title, prices });
  }
}

async function name(context: OrderContext, known: ArticleRow, told: Told): Promise<void> {
  const [product] = await lockProducts(context.tx, [known.productId]);
  if (product?.title !== known.sku) return;
  const variants = product.variants.map((variant) =>
    variant.id === known.id ? { ...variant, prices: { ...told.prices, ...variant.prices } } : variant,
  );
  const named = { ...product, variants, title: told.title, version: product.version + 1, updatedAt: context.now };
  updateProduct(context, named);
  updateVariants(context, variants);
  context.emit(productUpdated(named.id, factsOf(named)));
}
