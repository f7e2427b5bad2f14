import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import type { Fault, HubError } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { fieldPath } from "./schema/names.ts";
import { badRequest, type Detail, encodeStatus, errorInfo, preconditionFailure, retryInfo } from "./wire/google-rpc.ts";

/** Conflicts with something that has the same name already. */
const EXISTS = /(duplicate|_taken|_exists)$/;
const DOMAIN = "crossdock";
/** Many clients take 8 KB of trailers and no more. */
const MOST_FAULTS = 20;
const MOST_TEXT = 200;

const cut = (text: string): string => text.slice(0, MOST_TEXT).toWellFormed();

/** Any failure as a status with its details (google.rpc.Status); nothing of it that is ours alone. */
export function refusalOf(thrown: unknown, requestId: string): StatusObject {
  const error = asHubError(thrown);
  const code = codeOf(error);
  const message = error.message.slice(0, 1000).toWellFormed();
  const metadata = new Metadata();
  metadata.set("x-request-id", requestId);
  metadata.set("grpc-status-details-bin", encodeStatus({ code, message, details: detailsOf(error, requestId) }));
  return { code, details: message, metadata };
}

function codeOf({ kind, code }: HubError): status {
  if (kind === "conflict" && EXISTS.test(code)) return status.ALREADY_EXISTS;
  return status[errorTable[kind].grpc];
}

function detailsOf(error: HubError, requestId: string): Detail[] {
  const { kind, code, retryAfterS, message } = error;
  const faults = error.errors.slice(0, MOST_FAULTS);
  const info = errorInfo({
    reason: code,
    domain: DOMAIN,
    metadata: [...figures(error), pair("request_id", requestId)],
  });
  const retry = retryAfterS === undefined ? [] : [retryInfo({ retryDelay: { seconds: retryAfterS } })];
  if (kind === "invalid" || kind === "key_reused") return [info, ...invalidFields(faults), ...retry];
  if (!UNMET.has(kind)) return [info, ...retry];
  const unmet = faults.length === 0 ? [{ detail: message }] : faults;
  const violations = unmet.map((fault) => ({ type: code, subject: placeOf(fault), description: cut(fault.detail) }));
  return [info, preconditionFailure({ violations }), ...retry];
}

const UNMET: ReadonlySet<HubError["kind"]> = new Set(["conflict", "precondition_failed", "precondition_required"]);

const placeOf = ({ pointer = "" }: Fault): string => cut(fieldPath(pointer));

function invalidFields(faults: readonly Fault[]): Detail[] {
  if (faults.length === 0) return [];
  const fieldViolations = faults.map((fault) => ({ field: placeOf(fault), description: cut(fault.detail) }));
  return [badRequest({ fieldViolations })];
}

const pair = (key: string, value: unknown) => ({ key, value: cut(String(value)) });

/** What the refusal has in figures: `details` by name, those of a fault behind its place. */
function figures({ details = {}, errors }: HubError) {
  const isPlain = ([, value]: readonly [string, unknown]) => ["string", "number", "boolean"].includes(typeof value);
  const own = Object.entries(details).filter(isPlain);
  const ofFaults = errors.slice(0, MOST_FAULTS).flatMap((fault) =>
    Object.entries(fault)
      .filter(([name]) => name !== "pointer" && name !== "detail")
      .map(([name, value]) => [`${placeOf(fault)}.${name}`.replace(/^\./, ""), value] as const)
      .filter(isPlain),
  );
  return [...own, ...ofFaults].slice(0, MOST_FAULTS * 2).map(([name, value]) => pair(name, value));
}
