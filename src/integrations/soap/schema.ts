import { XmlFault } from "#core/kernel/xml-parts.ts";

/** A simple type, by the built-in type that it restricts. */
export interface SimpleType {
  readonly kind: "simple";
  readonly base: string;
}

export interface AttributeDecl {
  readonly name: string;
  readonly namespace: string;
  readonly required: boolean;
  readonly type: () => SimpleType;
}

export interface ComplexType {
  readonly kind: "complex";
  /** In the order in which they are sent. */
  readonly elements: readonly ElementDecl[];
  readonly attributes: readonly AttributeDecl[];
  /** Of a type with text and attributes only. */
  readonly content: SimpleType | undefined;
}

export type SchemaType = SimpleType | ComplexType;

export interface ElementDecl {
  readonly name: string;
  /** Empty where the schema leaves local names unqualified. */
  readonly namespace: string;
  readonly min: number;
  /** Infinity for an unbounded list. */
  readonly max: number;
  readonly nillable: boolean;
  /** Read when needed: types refer to each other, also in circles. */
  readonly type: () => SchemaType;
}

/** A schema or WSDL that says something that is not understood here. Its message is safe to show. */
export class Unsupported extends XmlFault {}
