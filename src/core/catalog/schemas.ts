import { z } from "zod";
import { Currency, Minor } from "../kernel/money.ts";
import { beyondReach, cursorInput, limitInput, pageInput, withinReach } from "../kernel/page.ts";
import { Code, Id, Instant, RequiredText, Sku, Text } from "../kernel/shapes.ts";

export const productStatuses = ["active", "draft", "archived"] as const;
/** Only active products can be ordered. */
export const ProductStatus = z.enum(productStatuses).meta({ id: "ProductStatus" });

/** Minor units by currency. */
export const Prices = z.record(Currency, Minor).meta({ id: "Prices", example: { GBP: 295 } });

const Barcode = RequiredText(80).meta({ example: "5012345678900" });
const HsCode = z.string().regex(/^\d{4}(\.?\d{2}){0,3}$/, "An HS code has 4 to 10 digits, as in 6912.00.");
const WeightGrams = z.int().min(0).max(10_000_000);
const Image = z
  .string()
  .trim()
  .max(2000)
  .regex(/^(https?:\/\/|\/(?!\/))\S+$/, "An image is an http(s) address or a path on this server.");

const variantFields = {
  sku: Sku,
  title: Text(200).describe("Distinguishes it from its siblings, such as `Large`; empty for the only variant."),
  prices: Prices,
  barcode: Barcode.nullable(),
  weightGrams: WeightGrams.nullable(),
  hsCode: HsCode.nullable(),
};

export const VariantInput = z
  .strictObject({
    ...variantFields,
    title: variantFields.title.default(""),
    prices: variantFields.prices.default({}),
    barcode: variantFields.barcode.default(null),
    weightGrams: variantFields.weightGrams.default(null),
    hsCode: variantFields.hsCode.default(null),
  })
  .meta({ id: "VariantInput" });

const productFields = {
  title: RequiredText(200),
  description: Text(20_000),
  status: ProductStatus,
  image: Image.nullable(),
};

export const CreateProductInput = z
  .strictObject({
    ...productFields,
    description: productFields.description.default(""),
    status: productFields.status.default("active"),
    image: productFields.image.default(null),
    variants: z.array(VariantInput).min(1, "A product has at least one variant.").max(200),
  })
  .meta({
    id: "CreateProduct",
    example: {
      title: "Stoneware mug",
      variants: [{ sku: "MUG-BLUE", title: "Blue", prices: { GBP: 1450 }, barcode: "5012345678900" }],
    },
  });
export type CreateProductInput = z.output<typeof CreateProductInput>;

/** With an id, or the SKU of an existing variant: updates it. Otherwise: adds a variant. */
export const VariantChange = z
  .strictObject(variantFields)
  .partial()
  .extend({ id: Id.optional(), sku: Sku.optional() })
  .meta({ id: "VariantChange" });

export const UpdateProductInput = z
  .strictObject(productFields)
  .partial()
  .extend({ id: Id, ifVersion: z.int().optional(), variants: z.array(VariantChange).max(200).default([]) });
export type UpdateProductInput = z.output<typeof UpdateProductInput>;

export const VariantView = z
  .object({
    id: Id,
    sku: z.string(),
    title: z.string(),
    prices: z.record(z.string(), z.int()),
    barcode: z.string().nullable(),
    weightGrams: z.int().nullable(),
    hsCode: z.string().nullable(),
    available: z.int().describe("What can be sold now, over all locations."),
  })
  .meta({ id: "Variant" });

export const ProductView = z
  .object({
    id: Id,
    title: z.string(),
    description: z.string(),
    status: ProductStatus,
    image: z.string().nullable(),
    version: z.int(),
    variants: z.array(VariantView),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "Product" });

export const productSorts = ["-createdAt", "createdAt", "title"] as const;

const productFilters = {
  q: z.string().trim().max(200).optional().describe("SKU, barcode or words of the title, each from its beginning."),
  status: ProductStatus.optional(),
  sort: z.enum(productSorts).default("-createdAt"),
};

export const ListProductsInput = z.strictObject({ ...productFilters, limit: limitInput, cursor: cursorInput });
export type ListProductsInput = z.output<typeof ListProductsInput>;

export const PageProductsInput = z.strictObject({ ...productFilters, ...pageInput }).refine(withinReach, beyondReach);
export type PageProductsInput = z.output<typeof PageProductsInput>;

export const SearchVariantsInput = z.strictObject({
  q: z.string().trim().max(200).default(""),
  channel: Code.optional().describe("Decides the currency and which location comes first."),
  currency: Currency.optional(),
  limit: limitInput,
});
export type SearchVariantsInput = z.output<typeof SearchVariantsInput>;

/** An article as shown in order entry. */
export const VariantHit = z
  .object({
    id: Id,
    productId: Id,
    sku: z.string(),
    name: z.string(),
    image: z.string().nullable(),
    barcode: z.string().nullable(),
    currency: z.string(),
    price: z.int().nullable().describe("Null: no price in this currency."),
    available: z.int(),
    levels: z.array(
      z.object({ location: z.string(), available: z.int(), allowBackorder: z.boolean() }).meta({ id: "VariantLevel" }),
    ),
  })
  .meta({ id: "VariantHit" });
