import { type Actor, systemActor } from "../kernel/actor.ts";
import { asTenantId } from "../kernel/ids.ts";
import type { Hub } from "../runtime/hub.ts";
import { sourceDisabled, unknownSource } from "./errors.ts";
import { kinds } from "./kinds/catalogue.ts";
import type { Incoming } from "./kinds/kind.ts";
import { digestOf } from "./kinds/signatures.ts";
import { openSecrets } from "./record.ts";
import { findPublicSource } from "./source-store.ts";

/** Signatures are not stored, because they could be replayed; nor are sensitive headers. */
const UNKEPT =
  /^(cookie|x-forwarded-.*|x-real-ip|forwarded|host|connection)$|authorization|signature|hmac|secret|token|password|api-?key/;
const MAX_ID = 300;
const MAX_TYPE = 200;
const MAX_HEADER = 2000;

export interface SignedMessage extends Incoming {
  /** The source, by its URL. */
  readonly source: string;
}

export interface OpenedMessage {
  /** Actor for the source. */
  readonly actor: Actor;
  /** The input of `inbound.receive`. */
  readonly message: object;
}

/** Authenticates a message by its signature over the raw body. Storing it is the caller's next step. */
export async function openWebhook(hub: Hub, { source: code, ...incoming }: SignedMessage): Promise<OpenedMessage> {
  const source = /^[a-z0-9-]{1,40}$/.test(code) ? await findPublicSource(hub.db.sql, code) : undefined;
  if (source === undefined) throw unknownSource();
  const kind = kinds[source.kind];
  kind.verify(incoming, openSecrets(source, hub.sealer, hub.clock()), hub.clock());
  if (source.status === "disabled") throw sourceDisabled(); // revealed only to an authenticated sender
  const { externalId, type, bodyDigest } = kind.envelope(incoming);
  return {
    actor: systemActor(asTenantId(source.tenantId), `inbound ${source.code}`),
    message: {
      sourceId: source.id,
      externalId: externalId.length > MAX_ID ? digestOf(externalId) : printable(externalId),
      bodyDigest,
      type: printable(type).slice(0, MAX_TYPE) || "unknown",
      headers: kept(incoming.headers),
      body: incoming.body.toString("base64"),
    },
  };
}

const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, "")
    .trim();

const kept = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      UNKEPT.test(name) ? [] : [[name, printable(value).slice(0, MAX_HEADER)]],
    ),
  );
