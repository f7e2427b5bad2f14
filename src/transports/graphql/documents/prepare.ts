import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from "graphql";
import { costOf, type Priced } from "./cost.ts";
import { DocumentError, LimitError, LIMITS, operationsIn, refuseBeyondLimits } from "./limits.ts";

/** One operation of a document, ready to run again and again. */
export interface Prepared extends Priced {
  readonly document: DocumentNode;
  readonly name: string | undefined;
  readonly type: OperationDefinitionNode["operation"];
}

/** A document that was read, and is right. */
export interface Document {
  readonly operations: readonly Prepared[];
  /** Whether it asks for the schema itself. */
  readonly introspects: boolean;
}

/** Characters of all cached documents; a parsed one takes about twenty times its text. */
const KEPT_CHARACTERS = 1_000_000;
/** Validation errors reported per document. */
const MOST_FAULTS = 10;

/** Reads documents, and keeps those that were right. Throws `GraphQLError`, or a list of them. */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #kept = new Map<string, Document>();
  #keptCharacters = 0;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  read(text: string): Document {
    const made = this.#kept.get(text) ?? this.#prepared(text);
    if (!this.#kept.delete(text)) this.#keptCharacters += text.length;
    this.#kept.set(text, made); // the most recently used is last
    for (const oldest of this.#kept.keys()) {
      if (this.#keptCharacters <= KEPT_CHARACTERS) break;
      this.#kept.delete(oldest);
      this.#keptCharacters -= oldest.length;
    }
    return made;
  }

  #prepared(text: string): Document {
    if (text.length > LIMITS.characters) throw new LimitError("characters", text.length);
    const document = parsed(text);
    refuseBeyondLimits(document);
    const faults = validate(this.#schema, document, undefined, { maxErrors: MOST_FAULTS });
    if (faults.length > 0) throw new InvalidDocument(faults);
    const operations = operationsIn(document).map((operation) => ({
      document,
      name: operation.name?.value,
      type: operation.operation,
      ...costOf(this.#schema, document, operation),
    }));
    return { operations, introspects: introspects(document) };
  }
}

export class InvalidDocument extends Error {
  readonly faults: readonly GraphQLError[];

  constructor(faults: readonly GraphQLError[]) {
    super("The document is not valid");
    this.faults = faults.map((fault) => withCode(fault, "graphql.invalid"));
  }
}

const withCode = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    ...(error.nodes && { nodes: error.nodes }),
    source: error.source,
    positions: error.positions,
    extensions: { code, kind: "invalid" },
  });

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (error instanceof RangeError) throw new LimitError("nesting"); // the parser goes as deep as the text does
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes("Parsing aborted")) throw new LimitError("tokens");
    throw withCode(error, "graphql.syntax");
  }
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === "__schema" || name.value === "__type") found = true;
    },
  });
  return found;
}

/** The operation of this name, or the only one. */
export function operationOf({ operations }: Document, name: string | undefined): Prepared {
  const [first, second] = name === undefined ? operations : operations.filter((each) => each.name === name);
  if (first === undefined || second !== undefined)
    throw new DocumentError(
      name === undefined ? "Say by operationName which operation is meant." : "There is no operation of this name.",
      "graphql.unknown_operation",
    );
  return first;
}
