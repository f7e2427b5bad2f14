-- No relay pass runs until this transaction ends: what has a position was handed on with it, what waits was not.
SELECT pg_advisory_xact_lock(7236158402);--> statement-breakpoint
CREATE TABLE "consumer_dead_letters" (
	"consumer" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"n" bigint NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"redrive_at" timestamp (3) with time zone,
	CONSTRAINT "consumer_dead_letters_consumer_n_pk" PRIMARY KEY("consumer","n")
);
--> statement-breakpoint
CREATE TABLE "consumers" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"holder" uuid,
	"held_until" timestamp (3) with time zone,
	"last_error" text,
	"missed" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
INSERT INTO "consumers" ("name", "position", "last_error", "updated_at")
	SELECT "name", "position", "last_error", "updated_at" FROM "broker_sinks";--> statement-breakpoint
-- These hung on the relay: they go on behind the last event that it gave a position.
INSERT INTO "consumers" ("name", "position")
	SELECT "name", coalesce((SELECT max("position") FROM "feed"), 0) FROM unnest(ARRAY['webhooks', 'job:payments.ask',
		'job:imports.run', 'job:exports.run', 'job:uploads.check', 'job:inventory.allocateFreed', 'job:inbound.process',
		'job:mails.compose', 'job:mails.send', 'job:reconciliation.run', 'job:reconciliation.repairAll']) AS "known"("name");--> statement-breakpoint
DROP TABLE "broker_sinks" CASCADE;--> statement-breakpoint
-- A relay of an older version would hand events on by itself and so twice: without the default it fails, and waits.
ALTER TABLE "feed" ALTER COLUMN "position" DROP DEFAULT;