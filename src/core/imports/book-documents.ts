import { z } from "zod";
import { leaseEnd } from "../kernel/lease-end.ts";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import type { OrderContext } from "../order/change-order.ts";
import { bookArticles } from "./book-articles.ts";
import { bookCredits } from "./book-credits.ts";
import { bookCustomers } from "./book-customers.ts";
import { bookSales } from "./book-sales.ts";
import { insertTables, readBookWorld } from "./book-store.ts";
import { type BookWorld, documentName } from "./book-world.ts";
import { bookWriteOffs } from "./book-write-offs.ts";
import { FileDocument, type ReadDocument } from "./document.ts";
import { leaseLost } from "./errors.ts";
import { importProgressed } from "./events.ts";
import { placeDocuments } from "./place-documents.ts";
import { presets } from "./presets/catalogue.ts";
import { factsOf, type ImportRecord, LEASE_MS, viewOf } from "./record.ts";
import { ImportProgress } from "./schemas.ts";
import { type FreshDocument, sortOut } from "./sort-out.ts";
import { holdImport, insertReports, updateImport } from "./store.ts";
import { emptyTally, progressAfter, type Tally } from "./tally.ts";

const Checkpoint = z.strictObject({ start: z.int(), line: z.int() }).meta({ id: "ImportCheckpoint" });

export const bookDocuments = command({
  name: "imports.book",
  summary: "Books a chunk of a file and advances the checkpoint in one transaction.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({
    id: Id,
    lease: Instant,
    from: Checkpoint.nullable(),
    next: Checkpoint,
    documents: z.array(FileDocument),
  }),
  output: z.object({ lease: Instant, progress: ImportProgress }),
  failures: [leaseLost],
  run: async (context, { id, lease, from, next, documents }) => {
    const record = await holdImport(context.tx, { id, lease });
    if (record.progress.checkpoint?.start !== from?.start) throw leaseLost();
    const tally = emptyTally();
    await book(context, record, { documents, tally });
    const leaseUntil = leaseEnd(record, LEASE_MS);
    const progress = { ...progressAfter(record.progress, tally), bytes: next.start, checkpoint: next };
    const booked = { ...record, progress, leaseUntil };
    insertReports(context, id, tally.refusals);
    updateImport(context, booked);
    const view = viewOf(booked);
    context.emit(importProgressed(id, { ...factsOf(booked), progress: view.progress }));
    return { lease: leaseUntil.toISOString(), progress: view.progress };
  },
});

async function book(
  context: OrderContext,
  record: ImportRecord,
  { documents, tally }: { documents: readonly FileDocument[]; tally: Tally },
): Promise<void> {
  const { options, id: importId } = record;
  const createArticles = options.createArticles ?? presets[record.preset].createArticles;
  const world = await worldOf(context, documents, options.asHistory);
  await context.race("imports.book:read");
  const fresh = sortOut(world, documents, { createArticles, asHistory: options.asHistory, tally });
  if (createArticles) await bookArticles(context, world, { documents: fresh, tally });
  if (!options.asHistory) return placeDocuments(context, { documents: fresh, tally });
  bookCustomers(context, world, { documents: fresh, tally });
  const of = (kind: FreshDocument["content"]["kind"]) => fresh.filter(({ content }) => content.kind === kind);
  const ordinals = bookSales(context, world, { documents: of("sale"), importId, tally });
  await bookCredits(context, world, { documents: of("credit"), importId, tally, ordinals });
  await bookWriteOffs(context, world, { documents: of("write_off"), location: options.location, tally });
  insertTables(context, [["import_documents", fresh.map((document) => documentRow(document, record, context.now))]]);
}

async function worldOf(
  { tx }: OrderContext,
  documents: readonly FileDocument[],
  asHistory: boolean,
): Promise<BookWorld> {
  const contents = documents
    .filter((document): document is ReadDocument => document.state === "read")
    .map(({ content }) => content);
  const unique = (texts: readonly (string | null | undefined)[]) => [...new Set(texts.flatMap((text) => text ?? []))];
  const read = await readBookWorld(tx, {
    channels: unique(contents.map(({ channel }) => channel)),
    documents: contents.map(({ channel, number }) => ({ channel, number })),
    skus: unique(contents.flatMap(({ lines }) => lines.map(({ sku }) => sku))),
    references: unique(contents.map(({ customer }) => customer?.reference)),
    emails: unique(contents.map(({ customer }) => customer?.email)),
    orders: asHistory ? contents.filter(({ kind }) => kind === "sale").length : 0,
  });
  const known = new Map(read.orders.map((order) => [documentName(order), { importHash: null as string | null }]));
  for (const document of read.documents) known.set(documentName(document), { importHash: document.hash });
  return {
    channels: new Map(read.channels.map((channel) => [channel.code, channel])),
    known,
    articles: new Map(read.articles.map((article) => [article.sku, article])),
    customersByReference: new Map(read.customers.map((customer) => [customer.reference ?? "", customer])),
    customersByEmail: new Map(read.customers.map((customer) => [customer.email ?? "", customer])),
    numbers: read.numbers,
  };
}

const documentRow = ({ content, hash, channelId }: FreshDocument, { id }: ImportRecord, at: Date) => ({
  channel_id: channelId,
  external_id: content.number,
  kind: content.kind,
  payload_hash: hash,
  import_id: id,
  at,
});
