ALTER TABLE "home_articles" ALTER COLUMN "units" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "home_articles" ALTER COLUMN "sales" SET DATA TYPE numeric(30, 0);--> statement-breakpoint
ALTER TABLE "home_articles" ALTER COLUMN "sales" SET DEFAULT '0';--> statement-breakpoint
ALTER TABLE "home_quarters" ALTER COLUMN "sales" SET DATA TYPE numeric(30, 0);--> statement-breakpoint
ALTER TABLE "home_quarters" ALTER COLUMN "sales" SET DEFAULT '0';