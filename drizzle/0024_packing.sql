CREATE TABLE "packing_lines" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"variant_id" uuid,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"barcode" text,
	"wanted" integer NOT NULL,
	"packed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "packing_lines_tenant_id_session_id_order_line_id_pk" PRIMARY KEY("tenant_id","session_id","order_line_id"),
	CONSTRAINT "packing_lines_no_surplus" CHECK ("packing_lines"."packed" between 0 and "packing_lines"."wanted")
);
--> statement-breakpoint
CREATE TABLE "packing_sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"station" text NOT NULL,
	"owner" text NOT NULL,
	"owner_name" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"order_id" uuid,
	"order_version" integer,
	"taken_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "packing_sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "packing_sessions_closed_empty" CHECK ("packing_sessions"."closed_at" is null or "packing_sessions"."order_id" is null)
);
--> statement-breakpoint
CREATE TABLE "packing_steps" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"order_id" uuid,
	"fingerprint" text NOT NULL,
	"accepted" boolean NOT NULL,
	"undone" boolean DEFAULT false NOT NULL,
	"units" jsonb,
	"answer" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "packing_steps_tenant_id_session_id_client_id_pk" PRIMARY KEY("tenant_id","session_id","client_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "packing_sessions_station" ON "packing_sessions" USING btree ("tenant_id","location_id",lower(station)) WHERE closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "packing_sessions_order" ON "packing_sessions" USING btree ("tenant_id","order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "packing_sessions_idle" ON "packing_sessions" USING btree ("seen_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "packing_sessions_closed" ON "packing_sessions" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "packing_steps_version" ON "packing_steps" USING btree ("tenant_id","session_id","version");--> statement-breakpoint
CREATE INDEX "packing_steps_at" ON "packing_steps" USING btree ("at");