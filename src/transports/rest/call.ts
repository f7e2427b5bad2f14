import type { HttpBindings } from "@hono/node-server";
import { noFiles } from "#core/exports/errors.ts";
import { HubError, isHubError, notFound } from "#core/kernel/errors.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Answer } from "#transports/shared/answer.ts";
import { fileAnswer } from "#transports/shared/file-answer.ts";
import { recordable } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { preferencesFrom } from "#transports/shared/prefer.ts";
import { answerOf } from "./answer.ts";
import { withIncluded } from "./include.ts";
import { inputOf } from "./input.ts";
import type { Reply } from "./reply.ts";
import type { Route } from "./route.ts";
import type { Addressed } from "./versions.ts";

interface Asked extends Addressed {
  readonly request: Request;
  readonly node: HttpBindings["incoming"] | undefined;
  readonly values: readonly string[];
  readonly mediaType: string;
}

interface Served {
  readonly caller: Caller;
  readonly files: FileStore | undefined;
}

/** From a routed, authenticated request to its operation's response. */
export async function call(route: Route, asked: Asked, { caller, files }: Served): Promise<Answer> {
  const { request, dialect, path, query, mediaType } = asked;
  const { headers } = request;
  const isRead = route.operation.kind === "query";
  const { input, shape, idempotencyKey } = await givenIn(route, asked).catch((error: unknown) =>
    caller.reject(route.operation, error, recordable(error)),
  );
  const replied = await route
    .call(caller, { input, idempotencyKey })
    .catch((error: unknown) => Promise.reject(asSeenOutside(route, asked.values, error)));
  if (replied.file !== undefined) {
    if (files === undefined) throw noFiles();
    return fileAnswer(files, replied.file, request);
  }
  const reply = await laden(replied, async (body) => {
    const wanted = { names: shape.include, known: route.includes };
    return shape.include.length === 0 ? body : withIncluded(body, wanted, caller);
  });
  const preferences = preferencesFrom(isRead ? null : headers.get("prefer"));
  const { base } = dialect;
  return answerOf(reply, { base, path, query, headers, isRead, mediaType, preferences, fields: shape.fields });
}

async function givenIn(route: Route, asked: Asked) {
  const { headers } = asked.request;
  const idempotencyKey =
    route.operation.kind === "query" ? undefined : idempotencyKeyFrom(headers.get("idempotency-key"));
  return { ...(await inputOf(route, asked)), idempotencyKey };
}

/** Included data changes without the entry's version: such a body has no ETag. */
async function laden(reply: Reply, load: (body: unknown) => Promise<unknown>): Promise<Reply> {
  const body = await load(reply.body);
  return body === reply.body ? reply : { ...reply, body, tag: undefined };
}

/** A path value that is no valid id results in 404. Pointers use the public field names. */
function asSeenOutside(route: Route, values: readonly string[], error: unknown): unknown {
  if (!isHubError(error) || error.kind !== "invalid") return error;
  const wrong = route.pathFields.findIndex((field) => error.errors.some(({ pointer }) => pointer === `/${field}`));
  if (wrong !== -1) return notFound("resource", values[wrong] ?? "");
  if (!route.renamed) return error;
  const names = new Map([...route.query, ...route.body].map(([name, { field }]) => [field, name]));
  const errors = error.errors.map((fault) => {
    const [, field = "", ...within] = fault.pointer?.split("/") ?? [];
    return { ...fault, pointer: ["", names.get(field) ?? field, ...within].join("/") };
  });
  return new HubError({ kind: error.kind, code: error.code, message: error.message, errors });
}
