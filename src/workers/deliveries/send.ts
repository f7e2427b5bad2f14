import { setTimeout as sleep } from "node:timers/promises";
import { isHubError } from "#core/kernel/errors.ts";
import type { Sealer } from "#core/kernel/sealing.ts";
import { mappingBusy } from "#core/mapping/errors.ts";
import { outgoing } from "#core/runtime/tracing.ts";
import type { StoredEvent } from "#core/webhooks/event-store.ts";
import { bodyOf, CONTENT_HEADERS } from "#core/webhooks/payload.ts";
import { signatureHeaders, type Signer, signerOf } from "#core/webhooks/signing.ts";
import { type HttpOut, OutError } from "#integrations/http-out/http-out.ts";
import type { LaneSettings } from "./lease-store.ts";
import { type Outcome, retryAfterOf } from "./schedule.ts";

/** What each request needs of an endpoint, decrypted once per version of its settings. */
export interface Target {
  readonly settings: LaneSettings;
  readonly headers: Readonly<Record<string, string>>;
  readonly signers: readonly { readonly sign: Signer; readonly expiresMs: number | null }[];
}

export function targetOf(settings: LaneSettings, sealer: Sealer): Target {
  return {
    settings,
    headers: Object.fromEntries(Object.entries(settings.headers).map(([name, sealed]) => [name, sealer.open(sealed)])),
    signers: settings.secrets.map(({ kind, sealed, expiresMs }) => ({
      sign: signerOf({ kind, text: sealer.open(sealed) }),
      expiresMs,
    })),
  };
}

export interface Answered extends Outcome {
  readonly responseBody: string | null;
}

const KEPT_CHARS = 4096;
const READ_BYTES = 65_536;

export interface Sending {
  readonly out: HttpOut;
  readonly timeoutMs: number;
  readonly at: Date;
  readonly signal: AbortSignal;
}

/** One attempt. Never rejects: every failure is an outcome. */
export async function send(
  target: Target,
  event: StoredEvent,
  { out, timeoutMs, at, signal }: Sending,
): Promise<Answered> {
  const { settings } = target;
  const call = outgoing("webhooks.deliver", event.trace);
  try {
    const body = await bodyFor(settings, event);
    const signers = target.signers.filter(({ expiresMs }) => expiresMs === null || expiresMs > at.getTime());
    const signed = signatureHeaders(
      signers.map(({ sign }) => sign),
      { id: event.id, at, body },
    );
    const headers = { ...target.headers, ...CONTENT_HEADERS, ...signed, ...call.headers };
    const answer = await out.fetchOut({
      url: settings.url,
      method: "POST",
      headers,
      body,
      timeoutMs,
      maxBytes: READ_BYTES,
      signal,
    });
    const ok = answer.status >= 200 && answer.status < 300;
    return {
      status: answer.status,
      error: ok ? null : `status: The endpoint answered ${answer.status}.`,
      retryAfterMs: retryAfterOf(answer.headers["retry-after"], at.getTime()),
      responseBody: textOf(answer.body),
    };
  } catch (error) {
    return failureOf(error);
  } finally {
    call.end();
  }
}

/** Most endpoints of a tenant get the same payload of an event: it is serialized once. */
const fullBodies = new WeakMap<StoredEvent, string>();

async function bodyFor({ payload, transform, tenantId }: LaneSettings, event: StoredEvent): Promise<string> {
  const plain = payload === "full" && transform === null;
  const known = plain ? fullBodies.get(event) : undefined;
  if (known !== undefined) return known;
  const body = await whenFree(() => bodyOf({ payload, transform }, { tenantId }, event));
  if (plain) fullBodies.set(event, body);
  return body;
}

const BUSY_REST_MS = 250;
const BUSY_TRIES = 20;

/** A wait for other tenants' transforms does not count as this endpoint's failure, unless it lasts. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === BUSY_TRIES || !isHubError(error) || error.code !== mappingBusy.code) throw error;
      await sleep(BUSY_REST_MS);
    }
  }
}

/** PostgreSQL stores neither NUL nor unpaired surrogates, and one such text would fail the whole batch. */
const kept = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

const textOf = (body: Buffer): string | null =>
  body.length === 0 ? null : kept(body.subarray(0, KEPT_CHARS).toString("utf8"));

function failureOf(error: unknown): Answered {
  const none = { status: null, retryAfterMs: null, responseBody: null };
  if (error instanceof OutError)
    return { ...none, error: `${error.reason}: ${error.message}`, hopeless: error.reason === "wrong_url" };
  if (isHubError(error))
    return { ...none, error: kept(`${error.code}: ${error.message}`), hopeless: error.kind === "invalid" };
  return { ...none, error: "internal: The request could not be made." };
}
