/** The namespace of all elements of version 1. */
export const NAMESPACE = "urn:crossdock:v1";

/** Built-in types of XML Schema. */
export type Simple = "string" | "long" | "decimal" | "boolean" | "dateTime";

/** A string out of a list; only in requests, as an unknown value in a response would break older clients. */
export interface Words {
  readonly kind: "words";
  readonly name: string;
  readonly values: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly type: Simple | Words | Composite;
  readonly isMany: boolean;
  readonly isRequired: boolean;
  readonly documentation?: string | undefined;
}

/** An `xs:sequence`: its fields have one order. */
export interface Composite {
  readonly kind: "composite";
  readonly name: string;
  readonly fields: readonly Field[];
  readonly documentation?: string | undefined;
}

export interface Described {
  readonly name: string;
  readonly documentation: string;
  readonly request: Composite;
  readonly response: Composite;
}

export const isWords = (type: Field["type"]): type is Words => typeof type === "object" && type.kind === "words";
export const isComposite = (type: Field["type"]): type is Composite =>
  typeof type === "object" && type.kind === "composite";
