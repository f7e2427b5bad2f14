import { failure, HubError } from "#core/kernel/errors.ts";

/** Errors that exist only in HTTP, before any operation is chosen. */
export const httpRefusals = {
  "request.method_not_allowed": { status: 405, title: "Method not allowed" },
  "request.not_acceptable": { status: 406, title: "Not acceptable" },
  "request.too_slow": { status: 408, title: "Request timeout" },
  "version.gone": { status: 410, title: "This version of the API has ended" },
  "request.too_large": { status: 413, title: "Content too large" },
  "request.uri_too_long": { status: 414, title: "URI too long" },
  "request.unsupported_media_type": { status: 415, title: "Unsupported media type" },
  "request.range_not_satisfiable": { status: 416, title: "Range not satisfiable" },
} as const;

export type HttpRefusalCode = keyof typeof httpRefusals;

export class HttpRefusal extends Error {
  readonly code: HttpRefusalCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpRefusalCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** The failure that a refused request is recorded as: its own, or that of an HTTP refusal. */
export const recordable = (thrown: unknown): unknown =>
  thrown instanceof HttpRefusal
    ? new HubError({ kind: "invalid", code: thrown.code, message: thrown.message })
    : thrown;

export const unknownPath = failure("not_found", "request.unknown_path", () => "There is nothing at this address.");

export const wrongAddress = failure("invalid", "request.wrong_address", (detail: string) => detail);

export const unreadableBody = failure("invalid", "request.unreadable_body", (detail: string, pointer: string) => ({
  message: detail,
  errors: [{ pointer, detail }],
}));

export const unknownParameter = failure(
  "invalid",
  "request.unknown_parameter",
  (unknown: readonly { name: string; nearest: string | undefined }[]) => {
    const errors = unknown.map(({ name, nearest }) => ({
      pointer: `/${name}`,
      detail: `There is no query parameter ${name}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
      ...(nearest === undefined ? {} : { nearest }),
    }));
    return { message: errors.map((error) => error.detail).join(" "), errors };
  },
);

interface UnknownName {
  readonly parameter: "fields" | "include";
  readonly name: string;
  readonly nearest: string | undefined;
}

export const unknownName = failure("invalid", "request.unknown_name", ({ parameter, name, nearest }: UnknownName) => {
  const what = parameter === "fields" ? "There is no field" : "Nothing can be included as";
  const detail = `${what} ${name}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`;
  return {
    message: detail,
    errors: [{ pointer: `/${parameter}`, detail, ...(nearest === undefined ? {} : { nearest }) }],
  };
});

export const unknownVersion = failure("invalid", "version.unknown", (asked: string, versions: readonly string[]) => ({
  message: `There is no version ${asked}. Supported versions: ${versions.join(" and ")}.`,
  details: { versions },
}));

export const contradictoryVersions = failure("invalid", "version.contradictory", (asked: readonly string[]) => ({
  message: `This request asks for the versions ${asked.join(" and ")} at once.`,
  details: { asked },
}));

export const wrongHeader = failure("invalid", "request.wrong_header", (header: string, detail: string) => ({
  message: detail,
  errors: [{ header, detail }],
}));

export const ifMatchRequired = failure(
  "precondition_required",
  "request.if_match_required",
  () => "Send If-Match with the ETag that you read, so that you do not overwrite another change.",
);

export const foreignTag = failure(
  "precondition_failed",
  "resource.stale",
  () => "The resource has no version with this ETag; read it again.",
);
