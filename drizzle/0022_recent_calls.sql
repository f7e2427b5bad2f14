CREATE UNLOGGED TABLE "recent_calls" (
	"tenant_id" uuid NOT NULL,
	"transport" text NOT NULL,
	"failed" boolean NOT NULL,
	"slot" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	"operation" text NOT NULL,
	"principal" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"message" text,
	"duration_ms" real NOT NULL,
	CONSTRAINT "recent_calls_tenant_id_transport_failed_slot_pk" PRIMARY KEY("tenant_id","transport","failed","slot")
);
