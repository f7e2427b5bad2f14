CREATE TABLE "former_key_secrets" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"hint" text NOT NULL,
	"hash" text NOT NULL,
	"soap_secret" text,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "former_key_secrets_tenant_id_key_id_hash_pk" PRIMARY KEY("tenant_id","key_id","hash"),
	CONSTRAINT "former_key_secrets_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "allowed_addresses" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "limit_requests" integer;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "limit_window_s" integer;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "rotated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;