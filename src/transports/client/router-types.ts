import { operations } from "#core/catalogue.ts";
import { kinds } from "#core/kernel/errors.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { Schemas } from "#transports/documents/openapi-schemas.ts";
import { appRouter } from "../trpc/router.ts";
import { typeName, typeOf } from "./schema-types.ts";

const HEAD = `import type {
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server";

type Query<I, O> = TRPCQueryProcedure<{ input: I; output: O; meta: object }>;
type Mutation<I, O> = TRPCMutationProcedure<{ input: I; output: O; meta: object }>;
type Subscription<I, O> = TRPCSubscriptionProcedure<{
  input: I & { lastEventId?: string | undefined };
  output: AsyncIterable<{ id: string; data: O }, void, unknown>;
  meta: object;
}>;

/** What went wrong: closed, one for each way to react. */
export type ErrorKind = ${kinds.map((kind) => JSON.stringify(kind)).join(" | ")};

export interface ErrorData {
  kind: ErrorKind;
  /** What went wrong, exactly: \`order.already_shipped\`. New ones may come. */
  code: string;
  httpStatus: number;
  /** Faults of the input, each with a JSON pointer to where it lies. */
  errors?: readonly ({ detail?: string; pointer?: string } & Record<string, unknown>)[];
  details?: Record<string, unknown>;
  /** Seconds after which another try makes sense. */
  retryAfterS?: number;
  requestId?: string;
  path?: string;
}

export interface ErrorShape {
  code: number;
  /** Safe to show to people. */
  message: string;
  data: ErrorData;
}
`;

/** tRPC stores them flat, by full path, whatever the type says. */
const offered = new Set(Object.keys(appRouter["_def"].procedures));
const WRAPPERS = { command: "Mutation", query: "Query", stream: "Subscription", lookup: "Query" } as const;

/**
 * The type of the tRPC router as self-contained declarations: they import only types of `@trpc/server`, so that client
 * projects type-check quickly. Generated from the operations' schemas.
 */
export function routerTypes(): string {
  const schemas = new Schemas();
  const groups = Map.groupBy(
    operations.filter(({ name }) => offered.has(name)),
    ({ name }) => name.slice(0, name.indexOf(".")),
  );
  const routers = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => {
      const procedures = members.map((operation) => procedureType(operation, schemas));
      return `  ${name}: {\n${procedures.join("\n")}\n  };`;
    });
  const named = Object.entries(schemas.all()).map(
    ([name, schema]) => `export type ${typeName(name)} = ${typeOf(schema)};`,
  );
  const root = "{ ctx: object; meta: object; errorShape: ErrorShape; transformer: false }";
  const router = `export type AppRouter = TRPCBuiltRouter<${root}, Procedures>;`;
  return [HEAD, ...named, `\nexport interface Procedures {\n${routers.join("\n")}\n}`, router, ""].join("\n");
}

function procedureType({ name, kind, summary, scope, input, output }: AnyOperation, schemas: Schemas): string {
  const member = name.slice(name.indexOf(".") + 1);
  const type = `${WRAPPERS[kind]}<${typeOf(schemas.of(input, "input"))}, ${typeOf(schemas.of(output, "output"))}>`;
  return `    /** ${summary} Scope: \`${scope}\`. */\n    ${member}: ${type};`;
}
