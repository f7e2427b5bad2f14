DROP INDEX "variants_sku_prefix";--> statement-breakpoint
ALTER TABLE "products" ALTER COLUMN "search" DROP EXPRESSION;--> statement-breakpoint
ALTER TABLE "variants" ALTER COLUMN "search" DROP EXPRESSION;--> statement-breakpoint
ALTER TABLE "customers" ALTER COLUMN "search" DROP EXPRESSION;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "search_version" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "search_version" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "search_version" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "search_version" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "products_unindexed" ON "products" USING btree ("tenant_id","id") WHERE "products"."search_version" < 1;--> statement-breakpoint
CREATE INDEX "variants_unindexed" ON "variants" USING btree ("tenant_id","id") WHERE "variants"."search_version" < 1;--> statement-breakpoint
CREATE INDEX "customers_unindexed" ON "customers" USING btree ("tenant_id","id") WHERE "customers"."search_version" < 1;--> statement-breakpoint
CREATE INDEX "orders_unindexed" ON "orders" USING btree ("tenant_id","id") WHERE "orders"."search_version" < 1;--> statement-breakpoint
-- SKU and barcode are searched through these words from now on; `search.index` makes the rest of them.
UPDATE "variants" SET "search" = coalesce("search", '') || array_to_tsvector(array_remove(ARRAY[lower("sku"), "barcode"], NULL));
