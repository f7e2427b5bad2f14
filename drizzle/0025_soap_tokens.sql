CREATE TABLE "token_nonces" (
	"tenant_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"nonce" text NOT NULL,
	"kept_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "token_nonces_tenant_id_key_id_nonce_pk" PRIMARY KEY("tenant_id","key_id","nonce")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "soap_secret" text;--> statement-breakpoint
CREATE INDEX "token_nonces_kept" ON "token_nonces" USING btree ("kept_until");--> statement-breakpoint
CREATE INDEX "api_keys_soap_id" ON "api_keys" USING btree (("id"::text)) WHERE "api_keys"."soap_secret" is not null;--> statement-breakpoint
CREATE INDEX "api_keys_soap_name" ON "api_keys" USING btree ("name") WHERE "api_keys"."soap_secret" is not null;