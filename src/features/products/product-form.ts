import type { Fields, FieldValue } from "#features/conflict/three-way.ts";
import type { Product, ProductStatus, Variant } from "#features/products/product-params.ts";
import type { Inputs } from "#features/trpc/client.ts";

export type VariantForm = {
  /** Null while it is new. */
  variantId: string | null;
  sku: string;
  title: string;
  barcode: string;
  /** In the tenant's currency, minor units. */
  price: number | null;
};

export type ProductForm = {
  title: string;
  description: string;
  status: ProductStatus;
  image: string;
  variants: VariantForm[];
};

export const emptyVariant: VariantForm = { variantId: null, sku: "", title: "", barcode: "", price: null };
export const emptyProduct: ProductForm = {
  title: "",
  description: "",
  status: "active",
  image: "",
  variants: [emptyVariant],
};

export function formOf(product: Product, currency: string): ProductForm {
  const { title, description, status, image } = product;
  const variants = product.variants.map((variant) => ({
    variantId: variant.id,
    sku: variant.sku,
    title: variant.title,
    barcode: variant.barcode ?? "",
    price: variant.prices[currency] ?? null,
  }));
  return { title, description, status, image: image ?? "", variants };
}

const variantKeys = ["sku", "title", "barcode", "price"] as const;
type VariantKey = (typeof variantKeys)[number];

/** The name of a variant's field; a new variant's id is its index among the new ones. */
const nameOf = (id: string, key: VariantKey) => `variant ${id} ${key}`;

/** Parses the name of a variant's field. */
export function partsOf(name: string): { variantId?: string; key: string } {
  const [first = "", variantId, key] = name.split(" ");
  return variantId && key ? { variantId, key } : { key: first };
}

/** The form as a flat record, so that two versions can be compared field by field. */
export function fieldsOf({ variants, ...form }: ProductForm): Fields {
  const fields: Record<string, FieldValue> = { ...form, title: form.title.trim(), image: form.image.trim() };
  for (const [index, variant] of variants.entries()) {
    const id = variant.variantId ?? `new-${String(index)}`;
    for (const key of variantKeys) {
      const value = variant[key];
      fields[nameOf(id, key)] = typeof value === "string" ? value.trim() : value;
    }
  }
  return fields;
}

type Update = Inputs["products"]["update"];
type VariantChange = NonNullable<Update["variants"]>[number];

/** The request, and the variant of each sent change, so that errors can be mapped back. */
export function updateOf(
  now: Product,
  { fields, changed, currency }: { fields: Fields; changed: readonly string[]; currency: string },
): { input: Update; variantIds: string[] } {
  const variantIds = [...new Set(changed.flatMap((name) => partsOf(name).variantId ?? []))];
  const input: Record<string, unknown> = { id: now.id, ifVersion: now.version };
  for (const name of changed) {
    const { variantId, key } = partsOf(name);
    if (variantId === undefined) input[key] = key === "image" && fields[name] === "" ? null : fields[name];
  }
  const variants = variantIds.map((id) =>
    variantChange(
      now.variants.find((variant) => variant.id === id),
      (key) => fields[nameOf(id, key)],
      currency,
    ),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are those of the form, whose values have these types
  return { input: { ...input, variants } as Update, variantIds };
}

function variantChange(
  known: Variant | undefined,
  field: (key: VariantKey) => FieldValue | undefined,
  currency: string,
): VariantChange {
  const { [currency]: _, ...otherPrices } = known?.prices ?? {};
  const price = field("price");
  return {
    ...(known ? { id: known.id } : {}),
    sku: String(field("sku") ?? ""),
    title: String(field("title") ?? ""),
    barcode: String(field("barcode") ?? "") || null,
    prices: typeof price === "number" ? { ...otherPrices, [currency]: price } : otherPrices,
  };
}

export function createOf(form: ProductForm, currency: string): Inputs["products"]["create"] {
  const { title, description, status, image, variants } = form;
  return {
    title,
    description,
    status,
    image: image.trim() || null,
    variants: variants.map((variant) => ({
      sku: variant.sku,
      title: variant.title,
      barcode: variant.barcode.trim() || null,
      prices: variant.price === null ? {} : { [currency]: variant.price },
    })),
  };
}
