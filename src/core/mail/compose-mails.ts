import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { type Call, command, type WriteContext } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readOrders } from "../orders/store.ts";
import { mailQueued } from "./events.ts";
import { render } from "./letter.ts";
import { factsOf, type MailRecord } from "./record.ts";
import { insertMails, readEvents, readSender } from "./store.ts";
import { type MailEvent, type MailWorld, templates } from "./templates.ts";

const ComposeInput = z.strictObject({
  eventId: Id,
  /** Where people find the hub, without a slash at its end. */
  publicUrl: z.string(),
});

export const composeMails = command({
  name: "mails.compose",
  summary: "Writes the mails of an event, once each, however often it is told.",
  scope: "system",
  input: ComposeInput,
  output: z.object({ mailIds: z.array(Id) }),
  runMany: async (context, calls) => {
    const worldFor = await readWorld(context, calls);
    const mails = calls.map(({ input }) => mailsOf(worldFor(input), input.eventId, context.now));
    await context.race("mails.compose:read");
    const made = await insertMails(context.tx, mails.flat());
    return calls.map(({ emit }, index) => {
      const written = (mails[index] ?? []).filter(({ id }) => made.has(id));
      for (const mail of written) emit(mailQueued(mail.id, factsOf(mail)));
      return { ok: { mailIds: written.map(({ id }) => id) } };
    });
  },
});

type ComposeCall = Call<z.output<typeof ComposeInput>>;
type World = Omit<MailWorld, "publicUrl"> & { readonly events: ReadonlyMap<string, MailEvent> };

async function readWorld({ tx }: WriteContext, calls: readonly ComposeCall[]) {
  const ids = calls.map(({ input }) => input.eventId.toLowerCase());
  const [events, sender] = await Promise.all([readEvents(tx, ids), readSender(tx)]);
  const ofOrders = events.filter(({ type }) => /^(order|shipment|payment)\./.test(type));
  const orders = await readOrders(tx, [...new Set(ofOrders.map(({ subjectId }) => subjectId))]);
  const world: World = { ...sender, orders, events: new Map(events.map((event) => [event.id, event])) };
  return ({ publicUrl }: ComposeCall["input"]) => ({ ...world, publicUrl });
}

function mailsOf(world: World & MailWorld, eventId: string, now: Date): MailRecord[] {
  const event = world.events.get(eventId.toLowerCase());
  if (event === undefined) return [];
  return (templates[event.type]?.(world, event) ?? []).map(({ template, to, letter }) => ({
    ...render(letter),
    id: newId(),
    eventId: event.id,
    template,
    toEmail: to.email,
    toName: to.name,
    state: "queued",
    attempts: 0,
    error: null,
    createdAt: now,
    sentAt: null,
  }));
}
