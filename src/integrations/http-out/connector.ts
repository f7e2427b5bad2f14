import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { buildConnector } from "undici";
import { mayConnect } from "./addresses.ts";
import { AnswerSocket } from "./answer-socket.ts";

/** Security policies and cookies of large sites take up to twenty thousand bytes; this limit covers them. */
export const MOST_HEAD_BYTES = 131_072;

/** Like `dns.lookup` with `all`; tests replace it. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export class BlockedAddress extends Error {
  readonly code = "EBLOCKED";
  constructor(hostname: string) {
    super(`${hostname} resolves to an address that requests are not sent to.`);
  }
}

export interface ConnectorOptions {
  readonly allowPrivate: boolean;
  readonly connectTimeoutMs: number;
  readonly resolve?: Resolve | undefined;
}

/**
 * Connects only to checked addresses: the resolved address itself is checked and used, which prevents DNS rebinding.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { allowPrivate, connectTimeoutMs, resolve = systemLookup } = options;
  const lookup: LookupFunction = (hostname, wanted, done) => {
    resolve(hostname, { ...wanted, all: true }, (error, found) => {
      if (error !== null) return done(error, "", 0);
      const allowed = found.filter(({ address }) => mayConnect(address, allowPrivate));
      const [first] = allowed;
      if (first === undefined) return done(new BlockedAddress(hostname), "", 0);
      if (wanted.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup, allowH2: false, maxCachedSessions: 500 });
  return (target, done) => {
    const literal = target.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0 && !mayConnect(literal, allowPrivate)) done(new BlockedAddress(literal), null);
    else
      connect(target, (...made) => {
        if (made[0] !== null) return done(...made);
        // The client uses of a socket what every duplex has, and `ref` and `unref`.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types ask for a whole socket
        done(null, new AnswerSocket(made[1], MOST_HEAD_BYTES) as Duplex as Socket);
      });
  };
}
