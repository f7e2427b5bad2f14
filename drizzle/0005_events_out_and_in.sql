CREATE SEQUENCE "public"."feed_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "broker_sinks" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"holder" uuid,
	"held_until" timestamp (3) with time zone,
	"last_error" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"type" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error" jsonb,
	"mapped" jsonb,
	"result" jsonb,
	"muted_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "inbound_messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "inbound_sources" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'enabled' NOT NULL,
	"secrets" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"operation" text,
	"mapping" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "inbound_sources_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"template" text NOT NULL,
	"to_email" text NOT NULL,
	"to_name" text DEFAULT '' NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "mails_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "differences" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reconciliation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"theirs" jsonb,
	"ours" jsonb,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"subject_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"note" text,
	"settled_by" text,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "differences_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"compares" text NOT NULL,
	"channel_id" uuid,
	"location_id" uuid,
	"url" text,
	"authorization" text,
	"endpoint_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "partners_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"status" text NOT NULL,
	"theirs" jsonb,
	"range" jsonb,
	"counts" jsonb,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "reconciliations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"tenant_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"status" integer,
	"error" text,
	"response_body" text,
	CONSTRAINT "webhook_attempts_tenant_id_delivery_id_number_at_pk" PRIMARY KEY("tenant_id","delivery_id","number","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"n" bigint NOT NULL,
	"type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"replay" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"last_status" integer,
	"last_error" text,
	"muted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_deliveries_tenant_id_id_created_at_pk" PRIMARY KEY("tenant_id","id","created_at")
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"event_types" text[] NOT NULL,
	"channel_ids" uuid[] DEFAULT '{}' NOT NULL,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"signing" text DEFAULT 'hmac' NOT NULL,
	"payload" text DEFAULT 'full' NOT NULL,
	"transform" text,
	"ordered" boolean DEFAULT true NOT NULL,
	"max_per_second" integer,
	"max_concurrent" integer NOT NULL,
	"status" text DEFAULT 'enabled' NOT NULL,
	"disabled_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_endpoints_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_hours" (
	"tenant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"succeeded" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"durations" integer[] NOT NULL,
	CONSTRAINT "webhook_hours_tenant_id_endpoint_id_hour_pk" PRIMARY KEY("tenant_id","endpoint_id","hour")
);
--> statement-breakpoint
CREATE TABLE "webhook_lanes" (
	"tenant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"holder" uuid,
	"held_until" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"open_until" timestamp (3) with time zone,
	"noticed" integer DEFAULT 0 NOT NULL,
	"last_success_at" timestamp (3) with time zone,
	"last_failure_at" timestamp (3) with time zone,
	"last_error" text,
	CONSTRAINT "webhook_lanes_tenant_id_endpoint_id_pk" PRIMARY KEY("tenant_id","endpoint_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_secrets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "feed" RENAME TO "feed_before";--> statement-breakpoint
DROP INDEX "feed_tenant";--> statement-breakpoint
DROP INDEX "feed_at";--> statement-breakpoint
CREATE TABLE "feed" (
	"position" bigint DEFAULT nextval('feed_positions') NOT NULL,
	"tenant_id" uuid NOT NULL,
	"n" bigint NOT NULL,
	"channel_id" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feed_position_at_pk" PRIMARY KEY("position","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE INDEX "feed_tenant" ON "feed" USING btree ("tenant_id","position");--> statement-breakpoint
-- Makes the partitions of a table from the month of `since` to two months from now; those that exist are left alone.
CREATE FUNCTION ensure_month_partitions(parent text, since timestamptz DEFAULT now()) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	month timestamp := date_trunc('month', since AT TIME ZONE 'UTC');
	last timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 months';
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('month partitions of ' || parent, 0));
	WHILE month <= last LOOP
		IF to_regclass(format('%I', parent || '_' || to_char(month, 'YYYYMM'))) IS NULL THEN
			EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', parent || '_' || to_char(month, 'YYYYMM'),
				parent, to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
		END IF;
		month := month + interval '1 month';
	END LOOP;
END $$;--> statement-breakpoint
-- Drops the partitions that hold nothing younger than `keep`, and answers how many went.
CREATE FUNCTION drop_month_partitions(parent text, keep interval) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	part text;
	dropped integer := 0;
BEGIN
	FOR part IN
		SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = to_regclass(format('%I', parent))
			AND to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (now() - keep) AT TIME ZONE 'UTC'
	LOOP
		EXECUTE format('DROP TABLE %I', part);
		dropped := dropped + 1;
	END LOOP;
	RETURN dropped;
END $$;--> statement-breakpoint
SELECT ensure_month_partitions('feed', coalesce((SELECT min("at") FROM "feed_before"), now()));--> statement-breakpoint
SELECT ensure_month_partitions('webhook_deliveries');--> statement-breakpoint
SELECT ensure_month_partitions('webhook_attempts');--> statement-breakpoint
INSERT INTO "feed" ("position","tenant_id","n","channel_id","at")
	SELECT f."position", f."tenant_id", f."n", o."channel_id", f."at" FROM "feed_before" f
	JOIN "events" e ON e."n" = f."n" LEFT JOIN "orders" o ON o."tenant_id" = e."tenant_id" AND o."id" = e."subject_id";--> statement-breakpoint
SELECT setval('feed_positions', (SELECT max("position") FROM "feed_before"));--> statement-breakpoint
DROP TABLE "feed_before";--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_messages_external" ON "inbound_messages" USING btree ("tenant_id","source_id","external_id");--> statement-breakpoint
CREATE INDEX "inbound_messages_newest" ON "inbound_messages" USING btree ("tenant_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "inbound_messages_source" ON "inbound_messages" USING btree ("tenant_id","source_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "inbound_messages_failed" ON "inbound_messages" USING btree ("tenant_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "inbound_messages"."state" = 'failed' and "inbound_messages"."muted_at" is null;--> statement-breakpoint
CREATE INDEX "inbound_messages_old" ON "inbound_messages" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_sources_code" ON "inbound_sources" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_once" ON "mails" USING btree ("tenant_id","event_id","template","to_email");--> statement-breakpoint
CREATE INDEX "mails_newest" ON "mails" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "differences_key" ON "differences" USING btree ("tenant_id","reconciliation_id","key");--> statement-breakpoint
CREATE INDEX "differences_open" ON "differences" USING btree ("tenant_id","reconciliation_id","state","key");--> statement-breakpoint
CREATE UNIQUE INDEX "partners_code" ON "partners" USING btree ("tenant_id","code");--> statement-breakpoint
CREATE INDEX "reconciliations_partner" ON "reconciliations" USING btree ("tenant_id","partner_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliations_newest" ON "reconciliations" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_id","due_at","n") WHERE "webhook_deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("endpoint_id","subject_id","n") WHERE "webhook_deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "webhook_deliveries"."state" = 'failed' and "webhook_deliveries"."muted_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_endpoints_newest" ON "webhook_endpoints" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_lanes_held" ON "webhook_lanes" USING btree ("held_until");--> statement-breakpoint
CREATE INDEX "webhook_secrets_endpoint" ON "webhook_secrets" USING btree ("tenant_id","endpoint_id");--> statement-breakpoint
CREATE INDEX "feed_n" ON "feed" USING btree ("n");