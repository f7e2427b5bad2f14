/** Of these there may be hundreds to one act of somebody, which an event of its own tells. */
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

/** True for what the activity list tells. Of all that an import does, that is its end: the rest is history. */
export const isActivity = ({ type, actor }: Happened): boolean =>
  !steps.has(type) && (actor.type !== "system" || actor.id !== "import" || type.startsWith("import."));
