CREATE TABLE "erp_attempts" (
	"tenant_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"message" text,
	CONSTRAINT "erp_attempts_tenant_id_invoice_id_number_pk" PRIMARY KEY("tenant_id","invoice_id","number")
);
--> statement-breakpoint
CREATE TABLE "erp_connections" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"wsdl_url" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"last_failure_at" timestamp (3) with time zone,
	"last_error" text,
	"stock" jsonb,
	"compared" jsonb
);
--> statement-breakpoint
CREATE TABLE "erp_invoices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"order_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"tax" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"document" jsonb NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"due_at" timestamp (3) with time zone,
	"lease" uuid,
	"unsure" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"reference" text,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"posted_at" timestamp (3) with time zone,
	CONSTRAINT "erp_invoices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "erp_invoices_kind_known" CHECK ("erp_invoices"."kind" in ('invoice', 'credit_note')),
	CONSTRAINT "erp_invoices_state_known" CHECK ("erp_invoices"."state" in ('pending', 'failed', 'posted', 'dead')),
	CONSTRAINT "erp_invoices_money" CHECK ("erp_invoices"."total" >= 0 and "erp_invoices"."tax" between 0 and "erp_invoices"."total")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "erp_invoices_number" ON "erp_invoices" USING btree ("tenant_id","kind","number");--> statement-breakpoint
CREATE UNIQUE INDEX "erp_invoices_once" ON "erp_invoices" USING btree ("tenant_id","order_id") WHERE "erp_invoices"."kind" = 'invoice';--> statement-breakpoint
CREATE INDEX "erp_invoices_order" ON "erp_invoices" USING btree ("tenant_id","order_id","id");--> statement-breakpoint
CREATE INDEX "erp_invoices_due" ON "erp_invoices" USING btree ("tenant_id","due_at") WHERE "erp_invoices"."state" in ('pending', 'failed');--> statement-breakpoint
CREATE INDEX "erp_invoices_newest" ON "erp_invoices" USING btree ("tenant_id","issued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "erp_invoices_state" ON "erp_invoices" USING btree ("tenant_id","state","issued_at" DESC NULLS LAST,"id" DESC NULLS LAST);