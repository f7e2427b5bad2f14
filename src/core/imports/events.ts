import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { OrderFacts } from "../order/events.ts";
import { ImportPreset, ImportProgress, ImportStatus } from "./schemas.ts";

const ImportFacts = z.object({
  importId: z.string(),
  fileName: z.string(),
  preset: ImportPreset,
  status: ImportStatus,
});

const imported = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "import", data: ImportFacts.extend(more) });

/** A worker starts the import on this event. */
export const importStarted = imported("import.started", "An import was started.", {});
export const importProgressed = imported("import.progressed", "An import booked a part of its file.", {
  progress: ImportProgress,
});
export const importCancelled = imported("import.cancelled", "An import was cancelled; what was booked remains.", {});
export const importFinished = imported("import.finished", "An import completed or failed.", {
  progress: ImportProgress,
  error: z.string().nullable(),
});

const Lines = z.array(z.object({ id: z.string(), sku: z.string(), quantity: z.int() }));

export const orderImported = eventType({
  type: "order.imported",
  description: "A past order was imported; stock was not changed.",
  subjectType: "order",
  data: OrderFacts.extend({
    importId: z.string(),
    placedAt: z.string(),
    lines: z.array(z.object({ id: z.string(), sku: z.string(), quantity: z.int(), unitPrice: z.int() })),
    customer: z
      .object({
        id: z.string().nullable(),
        name: personal(z.string()).nullable(),
        email: personal(z.string()).nullable(),
      })
      .nullable(),
  }),
});

export const returnImported = eventType({
  type: "return.imported",
  description: "A cancellation in an import was booked as the return of a sale.",
  subjectType: "order",
  data: OrderFacts.extend({
    importId: z.string(),
    returnId: z.string(),
    returnExternalId: z.string(),
    returnedAt: z.string(),
    refund: z.int(),
    lines: Lines,
  }),
});

export const creditNoteImported = eventType({
  type: "credit_note.imported",
  description: "A cancellation in an import matched no sale and was booked as a credit note.",
  subjectType: "credit_note",
  data: z.object({
    importId: z.string(),
    channel: z.string(),
    externalId: z.string(),
    customerId: z.string().nullable(),
    currency: z.string(),
    total: z.int(),
  }),
});
