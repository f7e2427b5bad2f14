CREATE TABLE "import_documents" (
	"tenant_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"payload_hash" text NOT NULL,
	"import_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_documents_tenant_id_channel_id_external_id_pk" PRIMARY KEY("tenant_id","channel_id","external_id")
);
--> statement-breakpoint
CREATE INDEX "import_documents_import" ON "import_documents" USING btree ("tenant_id","import_id");