CREATE TABLE "sign_in_throttles" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "products_search";--> statement-breakpoint
ALTER TABLE "customers" drop column "search";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(normalize(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || translate(coalesce(email, ''), '@.-_+', '     ') || ' ' || coalesce(phone, '') || ' ' || coalesce(reference, ''), nfkd), '[\u0300-\u036f]', '', 'g'))) STORED;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(normalize(title, nfkd), '[\u0300-\u036f]', '', 'g'))) STORED;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(normalize(title, nfkd), '[\u0300-\u036f]', '', 'g'))) STORED;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "sign_in_throttles_started" ON "sign_in_throttles" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "products_title" ON "products" USING btree ("tenant_id","title","id");--> statement-breakpoint
CREATE INDEX "variants_sku_prefix" ON "variants" USING btree ("tenant_id",lower("sku") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "variants_search" ON "variants" USING gin ("search");--> statement-breakpoint
CREATE INDEX "products_search" ON "products" USING gin ("search");--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("search");
