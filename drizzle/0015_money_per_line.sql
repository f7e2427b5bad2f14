CREATE TABLE "refund_lines" (
	"tenant_id" uuid NOT NULL,
	"intent_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"cancelled" boolean NOT NULL,
	"order_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"amount" bigint DEFAULT 0 NOT NULL,
	"given" bigint,
	CONSTRAINT "refund_lines_tenant_id_intent_id_order_line_id_cancelled_pk" PRIMARY KEY("tenant_id","intent_id","order_line_id","cancelled"),
	CONSTRAINT "refund_lines_amounts" CHECK ("refund_lines"."quantity" >= 0 and "refund_lines"."amount" >= 0 and "refund_lines"."quantity" + "refund_lines"."amount" > 0 and ("refund_lines"."given" is null or "refund_lines"."given" between 0 and "refund_lines"."amount"))
);
--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "discount_granted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "tax_charged" bigint;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "refunded_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "refunded_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "refund_pending_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "refund_pending_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "closed_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "closed_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_tax_charged" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "due" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "refund_lines_order" ON "refund_lines" USING btree ("tenant_id","order_id");--> statement-breakpoint
-- The discount of each order is spread over its lines by largest remainder, and tax is rounded per line, as placing does.
-- What is left of a line after a cancellation is what its first units did not take, so that the totals of orders which
-- were cancelled in part change: they took the whole discount along with the first line that was cancelled.
WITH goods AS (
  SELECT tenant_id, order_id, sum(unit_price::numeric * quantity) AS goods FROM order_lines GROUP BY tenant_id, order_id
), parts AS (
  SELECT l.tenant_id, l.id, l.order_id, l.position, l.quantity, l.cancelled, l.unit_price, o.tax_mode,
    l.tax_rate_bps::numeric AS rate, 10000 + CASE WHEN o.tax_mode = 'included' THEN l.tax_rate_bps ELSE 0 END AS base,
    l.unit_price::numeric * l.quantity AS gross, least(o.discount_granted, g.goods) AS granted,
    CASE WHEN g.goods = 0 THEN 0 ELSE div(least(o.discount_granted, g.goods) * l.unit_price * l.quantity, g.goods) END AS part,
    CASE WHEN g.goods = 0 THEN 0 ELSE mod(least(o.discount_granted, g.goods) * l.unit_price * l.quantity, g.goods) END AS rest
  FROM order_lines l
  JOIN goods g ON g.tenant_id = l.tenant_id AND g.order_id = l.order_id
  JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY tenant_id, order_id ORDER BY rest DESC, position) AS rank,
    sum(part) OVER (PARTITION BY tenant_id, order_id) AS spread
  FROM parts
), discounted AS (
  SELECT *, part + (rank <= granted - spread)::int AS discount FROM ranked
), taxed AS (
  SELECT *, div(2 * (gross - discount) * rate + base, 2 * base) AS tax FROM discounted
), gone AS (
  SELECT *, div(2 * discount * cancelled + quantity - 1, 2 * quantity) AS discount_gone,
    div(2 * tax * cancelled + quantity, 2 * quantity) AS tax_gone
  FROM taxed
)
UPDATE order_lines l SET discount_granted = t.discount, tax_charged = t.tax, total = t.unit_price * (t.quantity - t.cancelled),
  discount = t.discount - t.discount_gone, tax = t.tax - t.tax_gone, closed_quantity = t.cancelled,
  closed_amount = t.unit_price * t.cancelled - t.discount_gone + CASE WHEN t.tax_mode = 'excluded' THEN t.tax_gone ELSE 0 END
FROM gone t WHERE l.tenant_id = t.tenant_id AND l.id = t.id;
--> statement-breakpoint
-- Refunds by line left no trace of their lines. Returns of imported history did: they are told again, unless they
-- gave back more than the line was sold for.
WITH intents AS (
  SELECT tenant_id, order_id, intent_id, amount, at,
    row_number() OVER (PARTITION BY tenant_id, order_id, amount, at ORDER BY intent_id) AS nth
  FROM payment_events WHERE type = 'refund' AND outcome = 'succeeded' AND actor = 'system:import'
), returned AS (
  SELECT *, row_number() OVER (PARTITION BY tenant_id, order_id, refund, at ORDER BY id) AS nth
  FROM returns WHERE imported AND refund > 0
), weighed AS (
  SELECT r.tenant_id, r.order_id, i.intent_id, l.id, rl.received AS quantity, r.refund,
    l.unit_price::numeric * rl.received AS weight, sum(l.unit_price::numeric * rl.received) OVER w AS weights,
    row_number() OVER (PARTITION BY r.tenant_id, r.id ORDER BY l.position) AS nth
  FROM returned r
  JOIN intents i ON i.tenant_id = r.tenant_id AND i.order_id = r.order_id AND i.amount = r.refund AND i.at = r.at AND i.nth = r.nth
  JOIN return_lines rl ON rl.tenant_id = r.tenant_id AND rl.return_id = r.id
  JOIN order_lines l ON l.tenant_id = rl.tenant_id AND l.id = rl.order_line_id
  WINDOW w AS (PARTITION BY r.tenant_id, r.id)
), parts AS (
  SELECT *, CASE WHEN weights = 0 THEN 0 ELSE div(refund * weight, weights) END AS part,
    CASE WHEN weights = 0 THEN 0 ELSE mod(refund * weight, weights) END AS rest
  FROM weighed
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY tenant_id, intent_id ORDER BY rest DESC, nth) AS rank,
    sum(part) OVER (PARTITION BY tenant_id, intent_id) AS spread
  FROM parts
), refunds AS (
  SELECT tenant_id, order_id, intent_id, id, quantity, part + (rank <= refund - spread)::int AS amount FROM ranked
), sums AS (
  SELECT tenant_id, order_id, id, sum(quantity) AS quantity, sum(amount) AS amount FROM refunds GROUP BY tenant_id, order_id, id
), unfit AS (
  SELECT DISTINCT s.tenant_id, s.order_id FROM sums s
  JOIN order_lines l ON l.tenant_id = s.tenant_id AND l.id = s.id
  JOIN orders o ON o.tenant_id = s.tenant_id AND o.id = s.order_id
  WHERE s.quantity > l.quantity - l.closed_quantity OR s.amount > l.unit_price::numeric * l.quantity - l.discount_granted
    + CASE WHEN o.tax_mode = 'excluded' THEN l.tax_charged ELSE 0 END - l.closed_amount
), kept AS (
  INSERT INTO refund_lines (tenant_id, intent_id, order_line_id, cancelled, order_id, quantity, amount, given)
  SELECT tenant_id, intent_id, id, false, order_id, quantity, amount, amount FROM refunds r
  WHERE quantity + amount > 0 AND NOT EXISTS (SELECT FROM unfit u WHERE u.tenant_id = r.tenant_id AND u.order_id = r.order_id)
)
UPDATE order_lines l SET refunded_quantity = s.quantity, refunded_amount = s.amount,
  closed_quantity = l.closed_quantity + s.quantity, closed_amount = l.closed_amount + s.amount
FROM sums s
WHERE l.tenant_id = s.tenant_id AND l.id = s.id
  AND NOT EXISTS (SELECT FROM unfit u WHERE u.tenant_id = s.tenant_id AND u.order_id = s.order_id);
--> statement-breakpoint
WITH sums AS (
  SELECT o.tenant_id, o.id, l.subtotal, l.discount,
    CASE WHEN l.live THEN o.shipping_charged ELSE 0 END AS shipping, s.shipping_tax,
    l.tax + CASE WHEN l.live THEN s.shipping_tax ELSE 0 END AS tax,
    l.subtotal - l.discount + CASE WHEN l.live THEN o.shipping_charged ELSE 0 END + CASE WHEN o.tax_mode = 'excluded'
      THEN l.tax + CASE WHEN l.live THEN s.shipping_tax ELSE 0 END ELSE 0 END AS total,
    l.owed + CASE WHEN NOT l.live THEN 0 WHEN o.tax_mode = 'excluded' THEN o.shipping_charged + s.shipping_tax
      ELSE o.shipping_charged END - o.paid + l.by_line AS open, p.refunds - l.by_line AS by_amount
  FROM orders o
  CROSS JOIN LATERAL (
    SELECT sum(l.total) AS subtotal, sum(l.discount) AS discount, sum(l.tax) AS tax, bool_or(l.cancelled < l.quantity) AS live,
      sum(l.refunded_amount) AS by_line, max(l.tax_rate_bps)::numeric AS rate, sum(l.unit_price * l.quantity - l.discount_granted
        + CASE WHEN o.tax_mode = 'excluded' THEN l.tax_charged ELSE 0 END - l.closed_amount) AS owed
    FROM order_lines l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id
  ) l
  CROSS JOIN LATERAL (SELECT 10000 + CASE WHEN o.tax_mode = 'included' THEN l.rate ELSE 0 END AS base) b
  CROSS JOIN LATERAL (SELECT div(2 * o.shipping_charged * l.rate + b.base, 2 * b.base) AS shipping_tax) s
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.refunded + p.refund_pending), 0) AS refunds FROM payments p
    WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id
  ) p
)
UPDATE orders o SET subtotal = s.subtotal, discount = s.discount, shipping = s.shipping, tax = s.tax, total = s.total,
  shipping_tax_charged = s.shipping_tax, due = CASE WHEN s.open >= 0 THEN s.open ELSE least(0, s.open + s.by_amount) END,
  payment_status = CASE WHEN o.refunded > 0 OR o.paid = 0 AND o.authorized > 0 THEN o.payment_status
    WHEN o.paid > 0 THEN CASE WHEN o.paid >= s.total THEN 'paid' ELSE 'partially_paid' END
    WHEN s.total = 0 AND o.status NOT IN ('draft', 'cancelled') THEN 'paid' ELSE 'unpaid' END,
  ready = CASE WHEN o.ready = 'paid' AND o.paid < s.total THEN NULL ELSE o.ready END,
  version = o.version + (o.total <> s.total)::int
FROM sums s
WHERE o.tenant_id = s.tenant_id AND o.id = s.id AND (o.subtotal, o.discount, o.shipping, o.tax, o.total, 0, 0)
  IS DISTINCT FROM (s.subtotal, s.discount, s.shipping, s.tax, s.total, s.shipping_tax, s.open);
--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_money" CHECK ("order_lines"."tax_charged" is null or ("order_lines"."tax_charged" >= 0
        and "order_lines"."discount_granted" between 0 and "order_lines"."unit_price" * "order_lines"."quantity"
        and "order_lines"."discount" between 0 and "order_lines"."discount_granted" and "order_lines"."tax" between 0 and "order_lines"."tax_charged"));--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_refunded_once" CHECK ("order_lines"."tax_charged" is null or ("order_lines"."cancelled" <= "order_lines"."closed_quantity" and "order_lines"."closed_quantity" <= "order_lines"."quantity"
        and "order_lines"."refunded_quantity" >= 0 and "order_lines"."refund_pending_quantity" >= 0
        and "order_lines"."refunded_quantity" + "order_lines"."refund_pending_quantity" <= "order_lines"."closed_quantity"
        and "order_lines"."refunded_amount" >= 0 and "order_lines"."refund_pending_amount" >= 0
        and "order_lines"."refunded_amount" + "order_lines"."refund_pending_amount" <= "order_lines"."closed_amount"
        and "order_lines"."closed_amount" <= "order_lines"."unit_price" * "order_lines"."quantity" - "order_lines"."discount_granted" + "order_lines"."tax_charged"));