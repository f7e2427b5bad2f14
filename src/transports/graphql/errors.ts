import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { HubError, internal, isHubError } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { InvalidDocument } from "./documents/prepare.ts";

/** The failure behind an error of the executor; undefined where the document or its variables are at fault. */
export function failureBehind(error: GraphQLError): HubError | undefined {
  const { originalError, path } = error;
  if (isHubError(originalError)) return originalError;
  const isOurs = originalError !== undefined && !(originalError instanceof GraphQLError);
  if (!isOurs && (path === undefined || error.message.startsWith("Argument "))) return undefined;
  return internal(originalError ?? error);
}

/** The codes of what GraphQL itself refuses. */
const INVALID = "graphql.invalid";
const QUOTING: ReadonlySet<unknown> = new Set([INVALID, "graphql.syntax"]);

/** What no operation has recorded: an internal error of the executor or of a resolver. */
export const isUnrecorded = (error: GraphQLError): boolean =>
  !isHubError(error.originalError) && failureBehind(error)?.kind === "internal";

/** An error as clients see it: `extensions.code` and `extensions.kind`, without internals. */
export function toldOf(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const failure = failureBehind(error);
  const { locations, path } = error.toJSON();
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (failure !== undefined) return { ...ofFailure(failure, requestId), ...where };
  const told = { code: INVALID, kind: "invalid", ...error.extensions };
  return { message: error.message, ...where, extensions: { ...told, requestId } };
}

export function ofFailure(failure: HubError, requestId: string): GraphQLFormattedError {
  const { kind, code, message, errors, details, retryAfterS } = failure;
  const more = {
    ...(errors.length > 0 && { errors }),
    ...(details !== undefined && { details }),
    ...(retryAfterS !== undefined && { retryAfterS }),
  };
  return { message, extensions: { code, kind, ...more, requestId } };
}

/**
 * The failure that a refused document is recorded as. GraphQL's own messages quote the document, which may hold a
 * secret: the record says where it is wrong, and the caller alone is told what stands there.
 */
export function recordableOf(thrown: unknown): unknown {
  const [fault] = thrown instanceof InvalidDocument ? thrown.faults : [thrown];
  if (!(fault instanceof GraphQLError)) return thrown;
  const { code = INVALID } = fault.extensions;
  const at = fault.locations?.map(({ line, column }) => ` at line ${line}, column ${column}`)[0] ?? "";
  const message = QUOTING.has(code) ? `The document is not valid${at}.` : fault.message.slice(0, 500);
  return new HubError({ kind: "invalid", code: typeof code === "string" ? code : INVALID, message });
}

/** Whatever was thrown before anything ran. */
export function refusalsOf(thrown: unknown, requestId: string): readonly GraphQLFormattedError[] {
  if (thrown instanceof InvalidDocument) return thrown.faults.map((fault) => toldOf(fault, requestId));
  if (thrown instanceof GraphQLError) return [toldOf(thrown, requestId)];
  return [ofFailure(asHubError(thrown), requestId)];
}
