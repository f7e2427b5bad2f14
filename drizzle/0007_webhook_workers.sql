CREATE TABLE "webhook_workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alive_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "webhook_lanes_held";--> statement-breakpoint
CREATE INDEX "webhook_lanes_holder" ON "webhook_lanes" USING btree ("holder");--> statement-breakpoint
ALTER TABLE "webhook_lanes" DROP COLUMN "held_until";