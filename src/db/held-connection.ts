import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** Internals of postgres.js 3.4.9 for a statement and a connection, as far as needed here. */
interface Statement {
  handler: (statement: Statement) => void;
  resolve: (rows: unknown) => void;
  reject: (error: unknown) => void;
  /** The connection that it was sent on. */
  state: { readonly pid: number } | null;
}
interface Connection {
  /** False when nothing more may be written until `reserved` is called. */
  execute(statement: Statement): unknown;
  /** Called when everything sent was answered; with it set, the pool takes the connection back once it is idle. */
  reserved: (() => void) | null;
  onclose: ((error: unknown) => void) | null;
}

/**
 * One connection for one transaction, acquired as by postgres.js's own `begin`: it returns to the pool when COMMIT or
 * ROLLBACK is answered. With `reserve` and `begin` of postgres.js a lost connection crashes the process, hangs, or
 * runs the rest outside any transaction; here it fails what was sent and rejects later statements.
 */
export class HeldConnection {
  /** Statements of this transaction, pipelined behind BEGIN. */
  readonly sql: Sql<Types>;
  readonly begun: Promise<unknown>;
  readonly #pool: Sql<Types>;
  readonly #begin: Statement;
  /** Those not answered yet. */
  readonly #sent = new Set<Statement>();
  #waiting: Statement[] = [];
  #full = true;
  #connection: Connection | undefined;
  #refusal: { readonly error: unknown } | undefined;
  #cancelled: { readonly error: unknown } | undefined;

  constructor(pool: Sql<Types>) {
    this.#pool = pool;
    this.sql = new Proxy(pool, {
      apply: (target, _, args) => this.#bound(Reflect.apply(target, undefined, args)),
      get: (target, property) => (property === "unsafe" ? this.#unsafe : Reflect.get(target, property)),
    });
    const options = { prepare: false, onexecute: (connection: Connection) => this.#take(connection) };
    const begin = pool.unsafe("begin", [], options).execute();
    if (!isStatement(begin)) throw new Error("A statement of postgres.js has another shape");
    this.#begin = begin;
    this.begun = begin;
    this.begun.catch((error: unknown) => this.#lose(error));
  }

  /** Returns the command that resulted (COMMIT or ROLLBACK). Nothing can be sent after it. */
  commit(): Promise<{ readonly command: string }> {
    return this.#last("commit");
  }

  async rollback(): Promise<void> {
    if (this.#refusal === undefined) await this.#last("rollback").catch(() => {});
  }

  /**
   * Cancels the running statement and rejects later ones. Keeps the connection until the server has confirmed: a late
   * cancellation would hit the connection's next user.
   */
  async cancel(error: unknown, aside: Sql<Types>): Promise<void> {
    this.#cancelled = { error };
    await this.begun.catch(() => {});
    const { state } = this.#begin;
    if (this.#refusal === undefined && state !== null)
      await aside`select pg_cancel_backend(${state.pid})`.catch(() => {});
  }

  #last(command: string): Promise<{ readonly command: string }> {
    const statement = this.#bound(this.#pool.unsafe(command), true).execute();
    queueMicrotask(() => (this.#refusal ??= { error: new Error("This transaction has ended.") }));
    return statement;
  }

  #take(connection: Connection): void {
    this.#connection = connection;
    connection.reserved = () => this.#resume();
    Object.assign(connection, { onclose: (error: unknown) => this.#lose(error) });
    this.#resume();
  }

  #resume(): void {
    this.#full = false;
    while (!this.#full) {
      const statement = this.#waiting.shift();
      if (statement === undefined) return;
      this.#send(statement);
    }
  }

  #send(statement: Statement): void {
    this.#full = this.#connection?.execute(statement) !== true;
  }

  readonly #unsafe: Sql<Types>["unsafe"] = (...statement) => this.#bound(this.#pool.unsafe(...statement));

  #bound<T>(made: T, isLast = false): T {
    if (!isStatement(made)) return made;
    const { resolve, reject } = made;
    made.handler = (statement) => {
      const refusal = this.#refusal ?? (isLast ? undefined : this.#cancelled);
      if (refusal !== undefined) return reject(refusal.error);
      this.#sent.add(statement);
      if (this.#full) this.#waiting.push(statement);
      else this.#send(statement);
    };
    made.resolve = (rows) => {
      this.#sent.delete(made); // and its rows: a long transaction must not hold all that it has read
      resolve(rows);
    };
    made.reject = (error) => {
      this.#sent.delete(made);
      if (endsConnection(error)) this.#lose(error);
      reject(error);
    };
    return made;
  }

  #lose(error: unknown): void {
    this.#refusal = { error };
    const sent = [...this.#sent];
    this.#sent.clear();
    this.#waiting = [];
    for (const statement of sent) statement.reject(error);
  }
}

/** A nested fragment is one too, but is never sent by itself. */
const isStatement = (made: unknown): made is Statement =>
  typeof made === "object" && made !== null && "handler" in made && "reject" in made;

/** The server sends FATAL before it disconnects; socket and postgres.js errors have a code but no severity. */
function endsConnection(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("severity" in error) return error.severity === "FATAL" || error.severity === "PANIC";
  return "code" in error && typeof error.code === "string" && /^(CONNECTION_|CONNECT_|E[A-Z]+$)/.test(error.code);
}
