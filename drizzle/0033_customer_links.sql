CREATE TABLE "customer_links" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "customer_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "customer_links_id" ON "customer_links" USING btree ("id");--> statement-breakpoint
CREATE INDEX "customer_links_order" ON "customer_links" USING btree ("tenant_id","order_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);