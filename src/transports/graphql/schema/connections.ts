import { GraphQLBoolean, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from "graphql";
import { invalid } from "#core/kernel/errors.ts";
import type { Context } from "../context.ts";
import { nonNull, type Row } from "./outputs.ts";

const FIRST = 20;
const MOST = 100;

/** A page as lists of the core answer it. */
export interface Answered {
  readonly data: readonly Row[];
  readonly nextCursor: string | null;
}

export interface Page {
  readonly rows: readonly Row[];
  /** Aligned with the rows. */
  readonly cursors: readonly string[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

type Call = (page: { limit: number; cursor: string | undefined }) => Promise<Answered>;

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

export const pageArgs = {
  first: { type: GraphQLInt, description: `1 to ${MOST}; ${FIRST} when absent.` },
  after: { type: GraphQLString, description: "The cursor of an edge, or `endCursor`." },
};

export function firstOf({ first }: PageArgs): number {
  const wanted = first ?? FIRST;
  if (wanted >= 1 && wanted <= MOST) return wanted;
  throw invalid([{ pointer: "/first", detail: `first is 1 to ${MOST}.` }]);
}

/** What a list is multiplied by in the cost of a document. */
export const sizeOf = (first: unknown): number =>
  typeof first === "number" ? Math.min(Math.max(first, 1), MOST) : FIRST;

/**
 * A cursor of ours names the page that the core's own cursor begins, and the row within it that was seen last: a list
 * gives a cursor only for the end of each page.
 */
type Cursor = readonly [page: string | null, behind: string | null];

const written = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

const badCursor = () => invalid([{ pointer: "/after", detail: "This cursor was not made here, or for another list." }]);

function readCursor(after: string | null | undefined): Cursor {
  if (after === null || after === undefined) return [null, null];
  try {
    const read: unknown = JSON.parse(Buffer.from(after, "base64url").toString());
    const [page = null, behind = null]: (string | null)[] = Array.isArray(read) ? read : [];
    const isText = [page, behind].every((part) => part === null || typeof part === "string");
    if (isText && page !== behind) return [page, behind];
  } catch {
    // told below
  }
  throw badCursor();
}

/** Reads one page, or two when the last row that was seen ends the first. */
export async function readPage(call: Call, args: PageArgs): Promise<Page> {
  const first = firstOf(args);
  const [page, behind] = readCursor(args.after);
  const { data, nextCursor } = await call({ limit: behind === null ? first : MOST, cursor: page ?? undefined });
  const seen = behind === null ? 0 : data.findIndex(({ id }) => id === behind) + 1;
  if (behind !== null && seen === 0) throw badCursor();
  if (seen > 0 && seen === data.length && nextCursor !== null)
    return readPage(call, { first, after: written([nextCursor, null]) });
  const rows = data.slice(seen, seen + first);
  const isWhole = seen + rows.length === data.length;
  const cursors = rows.map(({ id }, index) =>
    isWhole && nextCursor !== null && index === rows.length - 1 ? written([nextCursor, null]) : written([page, id]),
  );
  return { rows, cursors, endCursor: cursors.at(-1) ?? null, hasNextPage: !isWhole || nextCursor !== null };
}

const PageInfo = new GraphQLObjectType<Page, Context>({
  name: "PageInfo",
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    hasPreviousPage: {
      type: new GraphQLNonNull(GraphQLBoolean),
      description: "Lists only go forward: always false.",
      resolve: () => false,
    },
    startCursor: { type: GraphQLString, resolve: ({ cursors }) => cursors[0] ?? null },
    endCursor: { type: GraphQLString },
  },
});

/** Relay's connection. Its entries cost the same as `nodes` and as `edges`. */
export function connectionOf(node: GraphQLObjectType): GraphQLObjectType<Page, Context> {
  const edge = new GraphQLObjectType<readonly [cursor: string, row: Row], Context>({
    name: `${node.name}Edge`,
    fields: {
      cursor: { type: new GraphQLNonNull(GraphQLString), resolve: ([cursor]) => cursor },
      node: { type: new GraphQLNonNull(node), resolve: ([, row]: readonly [string, Row]) => row },
    },
  });
  const listOf = (type: GraphQLObjectType) => nonNull(new GraphQLList(new GraphQLNonNull(type)));
  return new GraphQLObjectType<Page, Context>({
    name: `${node.name}Connection`,
    fields: {
      edges: {
        type: listOf(edge),
        extensions: { size: "page", own: 0 },
        resolve: ({ rows, cursors }) => rows.map((row, index) => [cursors[index], row]),
      },
      nodes: { type: listOf(node), extensions: { size: "page" }, resolve: ({ rows }) => rows },
      pageInfo: { type: new GraphQLNonNull(PageInfo), extensions: { own: 0 }, resolve: (page) => page },
    },
  });
}
