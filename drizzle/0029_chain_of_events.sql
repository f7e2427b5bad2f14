CREATE TABLE "audit_heads" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"link" bigint DEFAULT 0 NOT NULL,
	"head" "bytea" NOT NULL,
	"batch" "bytea",
	"starts_after" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"tenant_id" uuid NOT NULL,
	"link" bigint NOT NULL,
	"ns" "int8multirange" NOT NULL,
	"events" integer NOT NULL,
	"first_n" bigint NOT NULL,
	"last_n" bigint NOT NULL,
	"head" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_links_tenant_id_link_pk" PRIMARY KEY("tenant_id","link")
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "address" text;--> statement-breakpoint
CREATE INDEX "audit_links_last" ON "audit_links" USING btree ("tenant_id","last_n");--> statement-breakpoint
INSERT INTO "audit_heads" ("tenant_id", "head", "starts_after")
SELECT t.id, decode(repeat('00', 32), 'hex'), (SELECT coalesce(max(n), 0) FROM events) FROM tenants t;--> statement-breakpoint
CREATE FUNCTION link_events(given bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH digests AS (
    SELECT e.tenant_id, e.n, sha256(convert_to(json_build_array(
      e.tenant_id, e.n, e.id, e.type, e.subject_type, e.subject_id, e.sequence, e.actor_type, e.actor_id, e.actor_name,
      e.transport, e.address, e.request_id, e.trace, (extract(epoch FROM e.at) * 1000)::bigint, e.data)::text, 'UTF8')) AS digest
    FROM events e WHERE e.n = ANY(given)
  ), batches AS (
    SELECT tenant_id, range_agg(int8range(n, n, '[]')) AS ns, count(*)::int AS events, min(n) AS first_n, max(n) AS last_n,
      sha256(string_agg(digest, ''::bytea ORDER BY n)) AS batch
    FROM digests GROUP BY tenant_id
  ), headed AS (
    INSERT INTO audit_heads AS h (tenant_id, link, head, batch)
    SELECT tenant_id, 1, sha256(decode(repeat('00', 32), 'hex') || batch), batch FROM batches ORDER BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET
      link = h.link + 1, head = sha256(h.head || excluded.batch), batch = excluded.batch
    RETURNING tenant_id, link, head
  )
  INSERT INTO audit_links (tenant_id, link, ns, events, first_n, last_n, head)
  SELECT h.tenant_id, h.link, b.ns, b.events, b.first_n, b.last_n, h.head FROM headed h JOIN batches b USING (tenant_id)
$$;--> statement-breakpoint
CREATE FUNCTION link_relayed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM link_events((SELECT array_agg(n) FROM relayed));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER outbox_relayed AFTER DELETE ON "outbox"
REFERENCING OLD TABLE AS relayed FOR EACH STATEMENT EXECUTE FUNCTION link_relayed();
