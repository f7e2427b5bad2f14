import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** Limits of documents and responses; inputs are validated by the operations. */
export const LIMITS = {
  /** Of the document; variables are bounded by the body. */
  characters: 65_536,
  tokens: 4000,
  depth: 15,
  aliases: 50,
  directives: 50,
  fragments: 100,
  variables: 100,
  /** Fields as they stand in the text. */
  fields: 1000,
  /** Of one response name within one selection: validation compares each with each. */
  repeats: 20,
  /** Levels of a value within a document. */
  nesting: 16,
  /** Operations that one document calls, fields of introspection left out. */
  roots: 20,
  cost: 10_000,
  /** Entries of lists that one response may hold; counted while it is made, as the cost only estimates them. */
  entries: 100_000,
} as const;

export type Limit = keyof typeof LIMITS;

/** A limit was exceeded; reports the limit and the found value. */
export class LimitError extends GraphQLError {
  constructor(limit: Limit, found?: number) {
    const told = found === undefined ? "" : `, and not ${found}`;
    super(`At most ${LIMITS[limit]} ${WORDS[limit]}${told}.`, {
      extensions: {
        code: `graphql.too_many_${limit}`,
        kind: "invalid",
        limit: LIMITS[limit],
        ...(found !== undefined && { found }),
      },
    });
  }
}

const WORDS: Readonly<Record<Limit, string>> = {
  characters: "characters in a document",
  tokens: "tokens in a document",
  depth: "levels of fields",
  aliases: "aliases in a document",
  directives: "directives in a document",
  fragments: "fragments and spreads in a document",
  variables: "variables in an operation",
  fields: "fields in a document",
  repeats: "fields of one name in a selection",
  nesting: "levels in a value of a document",
  roots: "operations in a document",
  cost: "points of cost in a document",
  entries: "list entries in a response",
};

export class DocumentError extends GraphQLError {
  constructor(message: string, code: string) {
    super(message, { extensions: { code, kind: "invalid" } });
  }
}

type Counted = "aliases" | "directives" | "fields" | "fragments";

/** How deep each part goes, fragments included, each of them walked once. */
class Walk {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #depths = new Map<string, number | undefined>();
  readonly #counts: Record<Counted, number> = { aliases: 0, directives: 0, fields: 0, fragments: 0 };

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.fragments = fragments;
  }

  count(what: Counted, more: number): void {
    this.#counts[what] += more;
    if (this.#counts[what] > LIMITS[what]) throw new LimitError(what);
  }

  depthOf({ selections }: SelectionSetNode, above: number): number {
    let deepest = above;
    const names = new Map<string, number>();
    for (const node of selections) {
      this.#directives(node.directives);
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        this.count("fragments", 1);
        deepest = Math.max(deepest, above + this.depthOfFragment(node.name.value));
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        this.count("fragments", 1);
        deepest = Math.max(deepest, this.depthOf(node.selectionSet, above));
      } else {
        this.#field(node, names);
        const own = node.selectionSet === undefined ? above + 1 : this.depthOf(node.selectionSet, above + 1);
        deepest = Math.max(deepest, own);
      }
      if (deepest > LIMITS.depth) throw new LimitError("depth");
    }
    return deepest;
  }

  #field({ alias, name, arguments: given = [] }: FieldNode, names: Map<string, number>): void {
    this.count("fields", 1);
    this.count("aliases", alias === undefined ? 0 : 1);
    refuseReserved(alias?.value);
    const shown = alias?.value ?? name.value;
    const times = (names.get(shown) ?? 0) + 1;
    if (times > LIMITS.repeats) throw new LimitError("repeats");
    names.set(shown, times);
    for (const { value } of given) refuseNested(value);
  }

  #directives(directives: readonly DirectiveNode[] = []): void {
    this.count("directives", directives.length);
    for (const { arguments: given = [] } of directives) for (const { value } of given) refuseNested(value);
  }

  /** Unknown fragments are reported by validation. */
  depthOfFragment(name: string): number {
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return 0;
    if (this.#depths.has(name)) {
      const known = this.#depths.get(name);
      if (known === undefined) throw new DocumentError(`The fragment ${name} leads back to itself.`, "graphql.invalid");
      return known;
    }
    this.#depths.set(name, undefined);
    const depth = this.depthOf(fragment.selectionSet, 0);
    this.#depths.set(name, depth);
    return depth;
  }
}

function refuseNested(value: ValueNode, level = 1): void {
  if (level > LIMITS.nesting) throw new LimitError("nesting");
  if (value.kind === Kind.LIST) for (const inner of value.values) refuseNested(inner, level + 1);
  if (value.kind === Kind.OBJECT) for (const field of value.fields) refuseNested(field.value, level + 1);
}

/** Names that begin with two underscores are the specification's own, `__proto__` among them. */
function refuseReserved(name: string | undefined): void {
  if (name?.startsWith("__") === true) throw new DocumentError(`${name} is a reserved name.`, "graphql.invalid");
}

export const operationsIn = ({ definitions }: DocumentNode): OperationDefinitionNode[] =>
  definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);

/** Fields of the root, those of its fragments among them, each fragment once; fields of introspection left out. */
export function rootsIn(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen = new Set<string>(),
): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return node.name.value.startsWith("__") ? [] : [node];
    if (node.kind === Kind.INLINE_FRAGMENT) return rootsIn(node.selectionSet, fragments, seen);
    const fragment = fragments.get(node.name.value);
    if (fragment === undefined || seen.has(node.name.value)) return [];
    seen.add(node.name.value);
    return rootsIn(fragment.selectionSet, fragments, seen);
  });
}

/** Throws for a document that is beyond a limit, in time that grows with its text and no faster. */
export function refuseBeyondLimits(document: DocumentNode): void {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const walk = new Walk(new Map(fragments.map((fragment) => [fragment.name.value, fragment])));
  walk.count("fragments", fragments.length);
  for (const { name, directives = [] } of fragments) {
    refuseReserved(name.value);
    walk.count("directives", directives.length);
    walk.depthOfFragment(name.value);
  }
  for (const operation of operationsIn(document)) {
    refuseReserved(operation.name?.value);
    walk.count("directives", operation.directives?.length ?? 0);
    const variables = operation.variableDefinitions?.length ?? 0;
    if (variables > LIMITS.variables) throw new LimitError("variables", variables);
    for (const { variable, directives = [], defaultValue } of operation.variableDefinitions ?? []) {
      refuseReserved(variable.name.value);
      walk.count("directives", directives.length);
      if (defaultValue !== undefined) refuseNested(defaultValue);
    }
    walk.depthOf(operation.selectionSet, 0);
    const roots = rootsIn(operation.selectionSet, walk.fragments).length;
    if (roots > LIMITS.roots) throw new LimitError("roots");
  }
}
