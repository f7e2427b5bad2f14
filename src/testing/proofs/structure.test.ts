import { describe, expect, test } from "vitest";
import { aggregatesStandInLayers } from "./structure-aggregates.ts";
import { browserFilesRunInBrowsers } from "./structure-browser.ts";
import { failuresAreGiven } from "./structure-failures.ts";
import type { Rule } from "./structure-files.ts";
import { amountsInTextAreFormatted, moneyIsFormattedInOnePlace } from "./structure-money.ts";
import { operationsRunInOnePlace } from "./structure-operations.ts";
import {
  everyScreenHasASkeleton,
  messagesAreNotReadRaw,
  skeletonsCoverOnePage,
  waysAreMarked,
} from "./structure-screens.ts";
import { sqlOnlyInStores, sqlTemplates, storesTakeTxFirst, tenantInEveryStatement } from "./structure-sql.ts";
import {
  kebabCaseNames,
  knownFolders,
  namesThatSaySomething,
  noBarrels,
  noSkippedTests,
  shortComments,
} from "./structure.ts";

/** Paths reported by the rule, given files as path → text. */
function complaints(rule: Rule, files: Record<string, string>): string[] {
  const found = rule(Object.entries(files).map(([path, text]) => ({ path, text })));
  return found.map(({ path, line }) => `${path}:${line}`);
}

const ORDERS_TABLE = 'export const orders = pgTable("orders", { tenantId: tenantId(), id: ident() });\n';
const TENANTS_TABLE = 'export const tenants = pgTable("tenants", { id: ident() });\n';
const schema = { "src/db/schema/orders.ts": TENANTS_TABLE + ORDERS_TABLE };

test("an operation is run by execute, or called within another", () => {
  const files = {
    "src/core/imports/a.ts": "await placeOrder.runMany(context, calls);",
    "src/core/imports/b.ts": "await getOrder.run({ ...context, actor }, input);",
    "src/core/imports/c.ts": "await lookupOrders.read(context, ids);",
    "src/core/imports/d.ts": "await call(context, placeOrder, input);\nawait job.run(context, data);",
    "src/core/imports/e.ts": "export const f = command({ runMany: async (context, calls) => [] });",
    "src/core/runtime/commit.ts": "await operation.runMany(context, calls);",
  };
  expect(complaints(operationsRunInOnePlace, files)).toEqual([
    "src/core/imports/a.ts:1",
    "src/core/imports/b.ts:1",
    "src/core/imports/c.ts:1",
  ]);
});

test("every failure that an operation declares can be raised by something that it runs", () => {
  const files = {
    "src/core/order/errors.ts":
      'export const isDraft = failure("a");\nexport const isHeld = failure("b");\nexport const gone = failure("c");',
    "src/core/order/index.ts": 'export { refuseDraft } from "./rules.ts";',
    "src/core/order/rules.ts":
      'import { isDraft, isHeld } from "./errors.ts";\nexport function refuseDraft() {\n  throw isDraft();\n}\nexport function refuseHeld() {\n  throw isHeld();\n}',
    "src/core/orders/ship.ts":
      'import { gone, isDraft, isHeld } from "../order/errors.ts";\nimport { refuseDraft as ready } from "../order/index.ts";\nexport const ship = command({\n  failures: [isDraft, isHeld, gone, ...others],\n  summary: "Answers gone.",\n  run: () => ready(), // never isHeld\n});',
  };
  expect(complaints(failuresAreGiven, files)).toEqual(["src/core/orders/ship.ts:3", "src/core/orders/ship.ts:3"]);
});

test("folders of the core have no import cycle, not even of types or through a third folder", () => {
  const files = {
    "src/core/order/record.ts": 'import type { Sums } from "../payments/schemas.ts";\n',
    "src/core/payments/schemas.ts": 'import { z } from "zod";\nimport { priced } from "#core/prices/rules.ts";\n',
    "src/core/prices/rules.ts":
      'import { Money } from "../kernel/money.ts";\nimport {\n  order,\n} from "../order/a.ts";\n',
    "src/core/orders/place.ts": 'import { record } from "../order/record.ts";\n',
    "src/core/order/record.test.ts": 'import { placeOrder } from "../orders/index.ts";\n',
  };
  expect(complaints(aggregatesStandInLayers, files)).toEqual([
    "src/core/order/record.ts:1",
    "src/core/payments/schemas.ts:2",
    "src/core/prices/rules.ts:2",
  ]);
});

describe("names", () => {
  test("files and folders are kebab-case; Next's own route names pass", () => {
    const files = {
      "src/core/orders/placeOrder.ts": "",
      "src/features/Orders/list.tsx": "",
      "src/app/(console)/orders/[orderId]/page.tsx": "",
      "src/app/api/[[...path]]/route.ts": "",
      "src/messages/pt-BR.json": "",
      "src/core/orders/place-order.test.ts": "",
    };
    expect(complaints(kebabCaseNames, files)).toEqual([
      "src/core/orders/placeOrder.ts:1",
      "src/features/Orders/list.tsx:1",
    ]);
  });

  test("a path describes its contents; /orders/new stays a valid route", () => {
    const files = {
      "src/core/utils/a.ts": "",
      "src/db/helpers.ts": "",
      "src/app/orders/new/page.tsx": "",
      "src/core/new.ts": "",
    };
    expect(complaints(namesThatSaySomething, files)).toEqual([
      "src/core/utils/a.ts:1",
      "src/db/helpers.ts:1",
      "src/core/new.ts:1",
    ]);
  });

  test("a folder of src has an import zone", () => {
    expect(complaints(knownFolders, { "src/lib/a.ts": "", "src/proxy.ts": "", "src/core/a.ts": "" })).toEqual([
      "src/lib/a.ts:1",
    ]);
  });
});

describe("files", () => {
  test("only an aggregate's index re-exports", () => {
    const files = {
      "src/core/orders/index.ts": 'export { placeOrder } from "./place-order.ts";',
      "src/components/index.ts": 'const a = 1;\nexport * from "./button.tsx";',
      "src/db/schema.ts": 'export {\n  orders,\n} from "#db/schema/orders.ts";',
      "src/components/toaster.tsx": 'export { Toaster } from "sonner";',
      "src/core/orders/view.ts": 'export type { View } from "./schemas.ts";\nexport const a = { b: "c" };',
    };
    expect(complaints(noBarrels, files)).toEqual(["src/components/index.ts:2", "src/db/schema.ts:1"]);
  });

  test("no test is skipped", () => {
    const planted = ["test skip", "it only", "describe.concurrent todo", "test.describe fixme"].map((words) =>
      words.replace(" ", "."),
    );
    const files = Object.fromEntries(planted.map((line, n) => [`src/core/a${n}.test.ts`, `\n${line}("a");`]));
    expect(complaints(noSkippedTests, files)).toHaveLength(planted.length);
    expect(complaints(noSkippedTests, { "e2e/a.spec.ts": "test('the only one', run);" })).toEqual([]);
  });

  test("a comment has three lines at most", () => {
    const line = "  // because\n";
    expect(
      complaints(shortComments, { "src/core/a.ts": line.repeat(3), "src/core/b.ts": `x;\n${line.repeat(4)}` }),
    ).toEqual(["src/core/b.ts:2"]);
  });
});

describe("SQL", () => {
  test("is only in stores, db, execute, events, tests and benches", () => {
    const sql = "await tx.sql`select 1`;";
    const files = {
      "src/core/orders/place-order.ts": sql,
      "src/transports/rest/orders.ts": 'import { eq } from "drizzle-orm";',
      "src/workers/relay.ts": "x();\nsql.unsafe(text);",
      "src/core/orders/row.ts": 'import type { Sql } from "postgres"; // `sql` in prose',
      "src/core/order/store.ts": sql,
      "src/core/orders/line-store.ts": sql,
      "src/core/orders/store/lines.ts": sql,
      "src/core/runtime/execute-batch.ts": sql,
      "src/core/events/relay.ts": sql,
      "src/db/client.ts": sql,
      "bench/bare.ts": sql,
    };
    expect(complaints(sqlOnlyInStores, files)).toEqual([
      "src/core/orders/place-order.ts:1",
      "src/transports/rest/orders.ts:1",
      "src/workers/relay.ts:2",
    ]);
  });

  test("a store function takes tx first", () => {
    const store = [
      "export async function findOrder(tx: Tx, id: string) {}",
      "export function rows<T>(id: string) {}",
      "export function bookLine({ sql, tenantId }: Tx, id: string) {}",
      "export function feedHead(sql: Sql) {}",
      "export function place(context: Context, tx: Tx) {}",
    ].join("\n");
    const found = complaints(storesTakeTxFirst, { "src/core/order/store.ts": store });
    expect(found).toEqual([2, 5].map((line) => `src/core/order/store.ts:${line}`));
  });

  test("every statement on a tenant's table names the tenant", () => {
    const store = [
      "tx.sql`select * from orders where tenant_id = ${tx.tenantId}`;",
      "tx.sql`select * from orders where id = ${id}`;",
      "tx.sql`update ${orders} set status = ${status}`;",
      "tx.sql`select * from tenants`;",
      "tx.sql`select count(*) from orders -- every tenant_id: the audit reads them all\n`;",
      "",
      "tx.orm.select().from(orders).where(eq(orders.id, id));",
      "tx.orm.select().from(orders).where(eq(orders.tenantId, tx.tenantId));",
    ].join("\n");
    const found = complaints(tenantInEveryStatement, { ...schema, "src/core/order/store.ts": store });
    expect(found).toEqual([2, 3, 8].map((line) => `src/core/order/store.ts:${line}`));
  });

  test("a template ends at its own backtick, after nested templates", () => {
    const text = "sql`a ${b ? sql`c ${{ d: `e` }}` : sql`f`} g \\` h` + `i`";
    expect(sqlTemplates(text).map(({ body }) => body)).toEqual([
      "a ${b ? sql`c ${{ d: `e` }}` : sql`f`} g \\` h",
      "c ${{ d: `e` }}",
      "f",
    ]);
  });
});

test("browser code imports no Node module, not even indirectly", () => {
  const files = {
    "src/features/orders/list.tsx":
      'import { money } from "#core/kernel/money.ts";\nimport type { Pool } from "postgres";',
    "src/core/kernel/money.ts": "export const money = 1;",
    "src/core/order/schemas.ts": 'import {\n  page,\n} from "../kernel/page.ts";',
    "src/core/kernel/page.ts": 'import { createHmac } from "node:crypto";',
    "src/components/late.tsx": 'const a = () => import("#core/kernel/page.ts");',
    "src/core/order/store.ts": 'import postgres from "postgres";',
  };
  expect(complaints(browserFilesRunInBrowsers, files)).toEqual(["src/core/order/schemas.ts:1"]);
  const alone = { "src/components/a.tsx": 'import fs from "node:fs";' };
  expect(complaints(browserFilesRunInBrowsers, alone)).toEqual(["src/components/a.tsx:1"]);
});

describe("money", () => {
  test("is formatted in one place", () => {
    const text = 'new Intl.NumberFormat("en", { style: "currency", currency });\n(total / 100).toFixed(2);';
    const files = { "src/core/kernel/money-text.ts": text, "src/features/orders/total.tsx": text };
    expect(complaints(moneyIsFormattedInOnePlace, files)).toEqual([
      "src/features/orders/total.tsx:1",
      "src/features/orders/total.tsx:2",
    ]);
  });

  test("is never a bare number in a sentence of the core; in SQL it is", () => {
    const text = "`\\n${order.total} is due, and ${amountText(total, currency)} is not ${count}`";
    const files = { "src/core/payments/errors.ts": text, "src/core/payments/ledger-store.ts": text };
    expect(complaints(amountsInTextAreFormatted, files)).toEqual(["src/core/payments/errors.ts:1"]);
  });
});

describe("screens", () => {
  const screens = {
    "src/app/(app)/orders/(list)/page.tsx": "",
    "src/app/(app)/orders/(list)/loading.tsx": "",
    "src/app/(app)/orders/[id]/page.tsx": "",
    "src/app/(app)/[...unknown]/page.tsx": "",
    "src/app/(auth)/sign-in/page.tsx": "",
  };

  test("each page inside the shell has a skeleton beside it", () => {
    expect(complaints(everyScreenHasASkeleton, screens)).toEqual(["src/app/(app)/orders/[id]/page.tsx:1"]);
  });

  test("a skeleton covers one page and no nested ones", () => {
    expect(complaints(skeletonsCoverOnePage, screens)).toEqual([]);
    expect(complaints(skeletonsCoverOnePage, { ...screens, "src/app/(app)/orders/loading.tsx": "" })).toEqual([
      "src/app/(app)/orders/loading.tsx:1",
    ]);
  });

  test("navigation uses the hook that marks it as pending, never the bare router", () => {
    const files = {
      "src/components/hooks/use-go.ts": "router.push(href);",
      "src/features/orders/a.ts": 'router.push("/orders");',
      "src/features/orders/b.ts": 'router.prefetch("/orders");\ngo("/orders");\nrouter.replace("/orders");',
    };
    expect(complaints(waysAreMarked, files)).toEqual(["src/features/orders/a.ts:1", "src/features/orders/b.ts:3"]);
  });

  test("the source of a message is never read, because compiling removes it", () => {
    const files = {
      "src/components/a.ts": 'const tone = t.raw("order.placed.tone");',
      "src/components/b.ts": 'const tone = t("order.placed.tone");\nreader.raw("order");',
    };
    expect(complaints(messagesAreNotReadRaw, files)).toEqual(["src/components/a.ts:1"]);
  });
});
