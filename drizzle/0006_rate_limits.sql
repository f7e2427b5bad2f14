CREATE TABLE "quota_windows" (
	"bucket" text PRIMARY KEY NOT NULL,
	"leased" bigint NOT NULL,
	"granted" bigint NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_v1_use_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "quota_windows_ended" ON "quota_windows" USING btree ("ends_at");