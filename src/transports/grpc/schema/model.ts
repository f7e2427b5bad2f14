/** A field's type: a scalar, one of Google's well-known types, or one of our messages. */
export type FieldType =
  | "string"
  | "bool"
  | "int32"
  | "int64"
  | "double"
  | "bytes"
  | "timestamp"
  | "value"
  | Message
  | Enumeration;

/** `optional` distinguishes absence from zero; `one` does not. */
export type Label = "one" | "optional" | "many";

export interface Field {
  /** As in the JSON of the other transports: camelCase. */
  readonly name: string;
  readonly number: number;
  readonly type: FieldType;
  readonly label: Label;
  readonly comment?: string | undefined;
}

/** What is no longer there, and must never mean anything else. */
export interface Reserved {
  readonly names: readonly string[];
  readonly numbers: readonly number[];
}

export interface Message {
  readonly kind: "message";
  /** Within the package, with the messages it stands in: `Payment.State`. */
  readonly name: string;
  readonly comment?: string | undefined;
  readonly fields: readonly Field[];
  /** A `oneof`: the fields of which a message has one. */
  readonly choice?: { readonly name: string; readonly fields: readonly string[] } | undefined;
  /** Types that stand within it. */
  readonly nested: readonly (Message | Enumeration)[];
  readonly reserved: Reserved;
}

export interface Enumeration {
  readonly kind: "enum";
  readonly name: string;
  readonly comment?: string | undefined;
  /** As in JSON, each with its number; 0 is unspecified. */
  readonly values: readonly { readonly name: string; readonly number: number }[];
  readonly reserved: Reserved;
}

export interface Method {
  readonly name: string;
  readonly comment: string;
  readonly request: Message;
  readonly response: Message;
  readonly clientStreams: boolean;
  readonly serverStreams: boolean;
  /** Rules of `buf lint` that a name of the contract breaks. */
  readonly ignores: readonly string[];
}

export interface Service {
  readonly name: string;
  readonly comment: string;
  readonly methods: readonly Method[];
}

export interface ProtoFile {
  /** As it is imported. */
  readonly path: string;
  readonly imports: readonly string[];
  readonly service?: Service | undefined;
  readonly types: readonly (Message | Enumeration)[];
}

export const PACKAGE = "crossdock.v1";

export const isType = (type: FieldType): type is Message | Enumeration => typeof type === "object";
