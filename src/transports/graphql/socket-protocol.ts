import type { IncomingMessage } from "node:http";
import { type ExecutionResult, GraphQLError } from "graphql";
import { makeServer, type Server } from "graphql-ws";
import { authorizationOf, type Credential, credentialFrom } from "#auth/credential.ts";
import type { HubError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import type { Charged } from "#transports/gateway/limits.ts";
import { clientAddress } from "#transports/shared/client-address.ts";
import { contextOf } from "./context.ts";
import { InvalidDocument } from "./documents/prepare.ts";
import { answerOf, DOOR, type Engine, type Ready } from "./engine.ts";
import { toldOf } from "./errors.ts";

export interface SocketDeps {
  readonly engine: Engine;
  readonly gateway: Gateway;
  readonly trustProxyHops?: number | undefined;
}

/** A connection: its upgrade request, and how it is rejected. */
export interface Hold {
  readonly request: IncomingMessage;
  readonly refuse: (code: number, reason: string) => void;
  /** Frees its slot; absent before it is admitted. */
  free?: () => void;
  isClosed?: boolean;
}

/** One admitted operation. */
interface Asked {
  readonly caller: Caller;
  readonly ready: Ready;
  readonly charged: Charged | undefined;
  readonly replayed: string[];
}

/** Close codes: the contract's for 401 and 403, and RFC 6455's registry for what clients retry later. */
const CLOSE_CODES: Partial<Record<HubError["kind"], number>> = {
  unauthenticated: 4401,
  limited: 1013,
  unavailable: 1013,
  timeout: 1013,
};
const FORBIDDEN = 4403;
const FIRST_MESSAGE_MS = 5000;

type Params = Readonly<Record<string, unknown>> | undefined;

/** Every operation authenticates again: it is charged, and rejected once the credential is invalid. */
export function socketProtocol({ engine, gateway, trustProxyHops = 0 }: SocketDeps): Server<Hold> {
  const enter = ({ request }: Hold, params: Params, onCharged?: (charged: Charged) => void) =>
    gateway.enter({
      transport: "graphql",
      credential: credentialOf(request, params),
      requestId: newId(),
      trace: undefined,
      address: () => clientAddress(request, trustProxyHops),
      onCharged,
    });

  async function admit(hold: Hold, params: Params, payload: unknown): Promise<Asked> {
    let charged: Charged | undefined;
    const caller = await enter(hold, params, (latest) => (charged = latest));
    caller.admit(DOOR);
    const ready = await engine.admit(payload, caller);
    return { caller, ready, charged, replayed: [] };
  }

  return makeServer<Record<string, unknown>, Hold>({
    connectionInitWaitTimeout: FIRST_MESSAGE_MS,
    onConnect: async ({ connectionParams, extra }) => {
      const caller = await enter(extra, connectionParams);
      try {
        extra.free = caller.connect(DOOR);
      } catch (thrown) {
        const { kind, code } = asHubError(thrown);
        extra.refuse(CLOSE_CODES[kind] ?? FORBIDDEN, code);
        return false;
      }
      if (extra.isClosed === true) extra.free(); // closed during authentication
      return true;
    },
    onClose: ({ extra }) => {
      extra.isClosed = true;
      extra.free?.();
    },
    onSubscribe: async ({ connectionParams, extra }, _id, payload) => {
      try {
        const asked = await admit(extra, connectionParams, payload);
        const { document, name } = asked.ready.prepared;
        return { schema: engine.schema, document, operationName: name ?? null, contextValue: asked };
      } catch (thrown) {
        if (thrown instanceof InvalidDocument) return thrown.faults;
        return [thrown instanceof GraphQLError ? thrown : wrapped(asHubError(thrown))];
      }
    },
    execute: ({ contextValue }) => run(engine, askedOf(contextValue)),
    subscribe: ({ contextValue }) => follow(engine, askedOf(contextValue)),
    onNext: (...[, , , { contextValue }, result]) => {
      const { caller, ready, charged, replayed } = askedOf(contextValue);
      return answerOf(result, { requestId: caller.requestId, cost: ready.cost, charged, replayed });
    },
    onError: (...[, , , errors]) => errors.map((error) => toldOf(error, newId())),
  });
}

function askedOf(context: unknown): Asked {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what onSubscribe has put there
  return context as Asked;
}

async function run(engine: Engine, { caller, ready, replayed }: Asked): Promise<ExecutionResult> {
  const context = contextOf(caller, { signal: new AbortController().signal });
  const result = await engine.run(ready, context);
  replayed.push(...context.replayed);
  return result;
}

/** `return` also ends it while it waits for an event. */
function follow(engine: Engine, { caller, ready }: Asked): AsyncGenerator<ExecutionResult> {
  const gone = new AbortController();
  const results = engine.follow(ready, caller, gone.signal);
  const leave = results.return.bind(results);
  return Object.assign(results, {
    return: (value: unknown) => {
      gone.abort();
      return leave(value);
    },
  });
}

const wrapped = (failure: HubError): GraphQLError => new GraphQLError(failure.message, { originalError: failure });

/** `authorization` of `connection_init`, for browsers, which can set no header; else the headers of the upgrade. */
function credentialOf({ headers }: IncomingMessage, params: Params): Credential | undefined {
  const named = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  if (typeof named === "string") return authorizationOf(named);
  return credentialFrom({ get: (name) => headers[name]?.toString() ?? null });
}
