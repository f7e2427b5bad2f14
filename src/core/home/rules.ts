/** Bulk events: one user action may emit hundreds of these, and one summary event. */
const steps: ReadonlySet<string> = new Set([
  "credit_note.imported",
  "import.progressed",
  "inbound_message.processed",
  "inbound_message.received",
  "mail.queued",
  "mail.sent",
  "order.imported",
  "order.status_changed",
  "payment.requested",
  "return.imported",
  "stock.changed",
  "upload.arrived",
  "upload.checked",
]);

interface Happened {
  readonly type: string;
  readonly actor: { readonly type: string; readonly id: string };
}

/** Whether the activity list shows the event. Of an import only its end is shown. */
export const isActivity = ({ type, actor }: Happened): boolean =>
  !steps.has(type) && (actor.type !== "system" || actor.id !== "import" || type.startsWith("import."));

/** The name of the consumer that keeps the figures. */
export const FIGURES = "home.figures";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Orders placed before are not counted: the screen shows 30 days, in any time zone. */
export const floorOf = (now: Date): Date => new Date(now.getTime() - 33 * DAY_MS);

/** Older orders are deleted; later than `floorOf`, so that nothing just deleted is counted again. */
export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - 34 * DAY_MS);

/** The last 7 days for articles, by the hour. */
export const articlesSince = (now: Date): Date => new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - 7 * DAY_MS);
