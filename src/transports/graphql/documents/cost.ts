import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";
import { sizeOf } from "../schema/connections.ts";
import { rootsIn } from "./limits.ts";

/** Points that a mutation costs besides what it answers. */
const MUTATION = 10;

type Variables = Readonly<Record<string, unknown>>;

interface Asked {
  readonly variables: Variables;
  /** Entries of the connection that stands above. */
  readonly page: number;
}

type Cost = (asked: Asked) => number;

export interface Priced {
  /** Number of operations that it calls. */
  readonly roots: number;
  readonly cost: (variables: Variables) => number;
}

/**
 * An operation's cost by its variables. A leaf costs nothing; an object costs 1 and a mutation 10 more; what stands in
 * a list counts for each of its entries: `first`, or an estimate for lists without a page size. What
 * directives skip and what types exclude counts.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Priced {
  const root = schema.getRootType(operation.operation);
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((each) => [each.name.value, each]));
  const priced = new Pricing(schema, byName);
  const cost = priced.selection(operation.selectionSet, root?.name ?? "");
  const roots = rootsIn(operation.selectionSet, byName).length;
  const own = operation.operation === OperationTypeNode.MUTATION ? MUTATION * roots : 0;
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  return { roots, cost: (variables) => own + cost({ variables: { ...defaults, ...variables }, page: 1 }) };
}

class Pricing {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #made = new Map<string, Cost>();

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  selection({ selections }: SelectionSetNode, type: string): Cost {
    const parts = selections.map((node): Cost => {
      if (node.kind === Kind.FIELD) return this.#field(node, type);
      if (node.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(node.name.value);
      return this.selection(node.selectionSet, node.typeCondition?.name.value ?? type);
    });
    const priced = parts.filter((part) => part !== FREE);
    return priced.length === 0 ? FREE : (asked) => priced.reduce((sum, part) => sum + part(asked), 0);
  }

  /** A fragment costs the same wherever it stands, but for the page that it stands in. */
  #fragment(name: string): Cost {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return FREE;
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const cost = oncePerAsking(this.selection(fragment.selectionSet, fragment.typeCondition.name.value));
    this.#made.set(name, cost);
    return cost;
  }

  #field(node: FieldNode, typeName: string): Cost {
    const type = this.#schema.getType(typeName);
    const known = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (known === undefined || !isCompositeType(getNamedType(known.type)) || node.selectionSet === undefined)
      return FREE;
    const inner = this.selection(node.selectionSet, getNamedType(known.type).name);
    const { own = 1, size = 1, page } = known.extensions as Weight;
    return ({ variables, page: above }) => {
      const entries = size === "page" ? above : entriesOf(size, node, variables);
      const within = page === undefined ? 1 : entriesOf(page, node, variables);
      const each = inner({ variables, page: within });
      return page === undefined ? entries * (own + each) : 1 + each;
    };
  }
}

/** What a field says of itself: how many entries it has, by a number or by one of its arguments. */
interface Weight {
  readonly own?: number;
  readonly size?: number | string;
  /** The argument that says how many entries the connection has. */
  readonly page?: string;
}

const FREE: Cost = () => 0;

function entriesOf(size: number | string, { arguments: given = [] }: FieldNode, variables: Variables): number {
  if (typeof size === "number") return size;
  const argument = given.find(({ name }) => name.value === size);
  const value: unknown = argument === undefined ? undefined : valueFromASTUntyped(argument.value, { ...variables });
  return Array.isArray(value) ? Math.max(value.length, 1) : sizeOf(value);
}

/** Else fragments that name fragments would be counted again and again, twice as often with each level. */
function oncePerAsking(cost: Cost): Cost {
  let last: { variables: Variables; page: number; points: number } | undefined;
  return ({ variables, page }) => {
    if (last?.variables !== variables || last.page !== page)
      last = { variables, page, points: cost({ variables, page }) };
    return last.points;
  };
}
