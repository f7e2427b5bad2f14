import { byHand } from "./by-hand.ts";
import { encoderOf } from "./encode.ts";

/** `google.rpc`: status.proto and error_details.proto (github.com/googleapis/googleapis). */
const Any = byHand("Any", { typeUrl: [1, "string"], value: [2, "bytes"] });
const Status = byHand("Status", { code: [1, "int32"], message: [2, "string"], details: [3, [Any, "many"]] });
const Pair = byHand("MetadataEntry", { key: [1, "string"], value: [2, "string"] });
const ErrorInfo = byHand("ErrorInfo", { reason: [1, "string"], domain: [2, "string"], metadata: [3, [Pair, "many"]] });
const FieldViolation = byHand("FieldViolation", { field: [1, "string"], description: [2, "string"] });
const BadRequest = byHand("BadRequest", { fieldViolations: [1, [FieldViolation, "many"]] });
const Violation = byHand("Violation", { type: [1, "string"], subject: [2, "string"], description: [3, "string"] });
const PreconditionFailure = byHand("PreconditionFailure", { violations: [1, [Violation, "many"]] });
const Duration = byHand("Duration", { seconds: [1, "int64"] });
const RetryInfo = byHand("RetryInfo", { retryDelay: [1, Duration] });

export interface Detail {
  readonly typeUrl: string;
  readonly value: Buffer;
}

const detail = (message: ReturnType<typeof byHand>) => {
  const encode = encoderOf(message);
  return (value: object): Detail => ({
    typeUrl: `type.googleapis.com/google.rpc.${message.name}`,
    value: encode(value),
  });
};

interface Info {
  readonly reason: string;
  readonly domain: string;
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
}
interface Fields {
  readonly fieldViolations: readonly { readonly field: string; readonly description: string }[];
}
interface Unmet {
  readonly violations: readonly { readonly type: string; readonly subject: string; readonly description: string }[];
}
interface Retry {
  readonly retryDelay: { readonly seconds: number };
}

export const errorInfo: (value: Info) => Detail = detail(ErrorInfo);

export const badRequest: (value: Fields) => Detail = detail(BadRequest);

export const preconditionFailure: (value: Unmet) => Detail = detail(PreconditionFailure);

export const retryInfo: (value: Retry) => Detail = detail(RetryInfo);

export const encodeStatus: (status: {
  readonly code: number;
  readonly message: string;
  readonly details: readonly Detail[];
}) => Buffer = encoderOf(Status);
