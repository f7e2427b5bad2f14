ALTER TABLE "mails" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "lease" uuid;--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("due_at") WHERE "mails"."state" = 'due';--> statement-breakpoint
-- The cursor goes on where it stood, under its new name; what was queued until then is done by whoever takes its job.
UPDATE "consumers" SET "name" = 'mails' WHERE "name" = 'job:mails.compose';--> statement-breakpoint
DELETE FROM "consumers" WHERE "name" = 'job:mails.send';--> statement-breakpoint
-- Mails whose event had not become a job yet.
DO $$
BEGIN
	IF to_regclass('jobs.job') IS NULL THEN
		UPDATE "mails" SET "state" = 'due', "due_at" = now() WHERE "state" = 'queued';
	ELSE
		UPDATE "mails" m SET "state" = 'due', "due_at" = now() WHERE m."state" = 'queued' AND NOT EXISTS (
			SELECT FROM jobs.job j WHERE j.name IN ('mails.send', 'parked') AND j.state < 'completed' AND j.data ->> 'mailId' = m."id"::text);
	END IF;
END $$;
