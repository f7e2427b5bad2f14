CREATE TABLE "home_activities" (
	"tenant_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "home_activities_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "home_articles" (
	"tenant_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"units" integer NOT NULL,
	"sales" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "home_articles_tenant_id_sku_pk" PRIMARY KEY("tenant_id","sku")
);
--> statement-breakpoint
CREATE TABLE "home_orders" (
	"tenant_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"sales" bigint DEFAULT 0 NOT NULL,
	"lines" jsonb NOT NULL,
	CONSTRAINT "home_orders_tenant_id_order_id_pk" PRIMARY KEY("tenant_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "home_quarters" (
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"orders" integer NOT NULL,
	"sales" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "home_quarters_tenant_id_at_pk" PRIMARY KEY("tenant_id","at")
);
--> statement-breakpoint
CREATE TABLE "home_states" (
	"tenant_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"articles_since" timestamp (3) with time zone NOT NULL,
	"walked_to" timestamp (3) with time zone,
	"walked_to_id" uuid,
	"filled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "home_states_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE INDEX "home_articles_top" ON "home_articles" USING btree ("tenant_id","units" desc,"sku");--> statement-breakpoint
CREATE INDEX "home_orders_placed" ON "home_orders" USING btree ("tenant_id","placed_at");