import { z } from "zod";
import { type HubError, invalid, isHubError } from "#core/kernel/errors.ts";
import type { Command } from "#core/kernel/operation.ts";
import { Id } from "#core/kernel/shapes.ts";
import { closeStation, finishParcel, openStation, scanArticle, skipOrder, undoScan } from "#core/packing/index.ts";
import {
  FinishInput,
  OpenStationInput,
  PackedShipment,
  PackingAnswer,
  PackingClientId,
  PackingRefusal,
  PackingSessionView,
  ScanInput,
  SkipInput,
  UndoInput,
} from "#core/packing/schemas.ts";
import type { BidiMethod, Visit } from "./methods.ts";

const READING_MS = 15_000;
const own = { sessionId: true, clientId: true } as const;

const commands = {
  open: OpenStationInput.omit({ clientId: true }).optional(),
  scan: ScanInput.omit(own).optional(),
  undo: UndoInput.omit(own).optional(),
  finish: FinishInput.omit(own).optional(),
  skip: SkipInput.omit(own).optional(),
  close: z.strictObject({}).optional().describe("Closes the station; its order goes back to the queue."),
};

const answers = PackingAnswer.shape;
const events = {
  opened: PackingSessionView.optional(),
  accepted: PackingAnswer.pick({ version: true, lines: true, wanted: true, packed: true, orderId: true }).optional(),
  refused: z
    .object({ ...PackingRefusal.shape, version: z.int().optional(), order: answers.order, orderId: Id.nullable() })
    .optional(),
  finished: PackedShipment.optional(),
  closed: PackingSessionView.optional(),
};

const PackEvent = z.object({ clientId: z.string(), ...events });
type Event = z.output<typeof PackEvent>;

const Heard = z.looseObject({ clientId: z.string().default("") });

export const pack: BidiMethod = {
  kind: "bidi",
  name: "Pack",
  summary:
    "A packing station: each command gets one event, in order. After a break, open again and send what got no event under the same client ids.",
  operations: [openStation, scanArticle, undoScan, finishParcel, skipOrder, closeStation],
  request: {
    name: "PackCommand",
    schema: z.strictObject({ clientId: PackingClientId, ...commands }),
    choice: { name: "command", fields: Object.keys(commands) },
  },
  response: { name: "PackEvent", schema: PackEvent, choice: { name: "event", fields: Object.keys(events) } },
  patienceMs: READING_MS,
  async run(visit, messages) {
    const free = (await visit.enter(0)).connect(openStation); // before a message is read
    return converse(new Station(visit), messages, free);
  },
};

async function* converse(
  station: Station,
  messages: AsyncIterable<unknown>,
  free: () => void,
): AsyncGenerator<object, void> {
  try {
    for await (const message of messages) yield await station.hear(Heard.parse(message));
  } finally {
    free();
  }
}

/** Refusals of one command. Any other ends the stream. */
const OF_ONE: ReadonlySet<HubError["kind"]> = new Set(["invalid", "not_found", "conflict", "key_reused"]);
const MOST_ID = 200;

class Station {
  readonly #visit: Visit;
  #sessionId: string | undefined;

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  async hear(command: z.output<typeof Heard>): Promise<Event> {
    const clientId = command.clientId.slice(0, MOST_ID);
    try {
      return { clientId, ...(await this.#decide(command)) };
    } catch (error) {
      if (!isHubError(error) || !OF_ONE.has(error.kind)) throw error;
      const { code, message } = error;
      return { clientId, refused: { code, message, articles: [], takeOut: [], order: null, orderId: null } };
    }
  }

  async #decide(command: z.output<typeof Heard>): Promise<Omit<Event, "clientId">> {
    const { clientId, open, scan, undo, finish, skip, close } = command;
    if (open !== undefined) {
      const opened = await this.#call(openStation, { ...Object(open), clientId });
      this.#sessionId = opened.id;
      return { opened };
    }
    const sessionId = this.#open();
    if (close !== undefined) return { closed: await this.#call(closeStation, { sessionId }) };
    const at = { sessionId, clientId };
    if (scan !== undefined) return told(await this.#call(scanArticle, { ...Object(scan), ...at }));
    if (undo !== undefined) return told(await this.#call(undoScan, { ...Object(undo), ...at }));
    if (finish !== undefined) return told(await this.#call(finishParcel, { ...Object(finish), ...at }));
    if (skip !== undefined) return told(await this.#call(skipOrder, { ...Object(skip), ...at }));
    throw invalid([{ detail: "This command has none of open, scan, undo, finish, skip and close." }]);
  }

  #open(): string {
    if (this.#sessionId === undefined) throw invalid([{ detail: "Open a station first." }]);
    return this.#sessionId;
  }

  /** Each command is authenticated and charged by itself: a key that has ended ends the stream. */
  async #call<I extends z.ZodType, O extends z.ZodType>(operation: Command<I, O>, input: object): Promise<z.output<O>> {
    const caller = await this.#visit.enter();
    return (await caller.call(operation, input)).output;
  }
}

function told(answer: PackingAnswer): Omit<Event, "clientId"> {
  const { outcome, refusal, shipment, version, lines, wanted, packed, order, orderId } = answer;
  if (refusal !== null) return { refused: { ...refusal, version, order, orderId } };
  if (outcome === "finished" && shipment !== null) return { finished: shipment };
  return { accepted: { version, lines, wanted, packed, orderId } };
}
