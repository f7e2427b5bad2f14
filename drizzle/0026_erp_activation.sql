ALTER TABLE "erp_connections" ADD COLUMN "activated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "erp_connections" c SET "activated_at" = least(c."seen_at", (SELECT min(i."issued_at") FROM "erp_invoices" i WHERE i."tenant_id" = c."tenant_id"));--> statement-breakpoint
ALTER TABLE "erp_invoices" ADD COLUMN "relisted" boolean DEFAULT false NOT NULL;
