"use client";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { type Ahead, aheadOf, isOver } from "./query-ahead.ts";
import { changeIn, type UrlParam, type UrlParams, valueIn, type ValueOf, valuesIn } from "./url-params.ts";
import { currentQuery, writeQuery } from "./url-query.ts";

export type UrlChange<P extends UrlParams> = { [Name in keyof P]?: ValueOf<P[Name]> | null };

type How = "push" | "replace";

/** A change shows in the next render, as typing demands; the URL and the router follow. */
function useQuery() {
  const rendered = useSearchParams().toString();
  const [ahead, setAhead] = useState<Ahead | null>(null);
  if (isOver(ahead, rendered)) setAhead(null);
  const query = ahead === null || isOver(ahead, rendered) ? rendered : ahead.query;
  const change = (apply: (query: URLSearchParams) => void, how: How): void => {
    const next = currentQuery();
    const was = next.toString();
    apply(next);
    if (next.toString() === was) {
      setAhead((earlier) => (earlier?.query === was ? earlier : null)); // the URL has moved on without it
      return;
    }
    setAhead((earlier) => aheadOf(earlier, rendered, next.toString()));
    writeQuery(next, how);
  };
  return { query, change };
}

/** State in the URL; the parameters of others stay as they are. */
export function useUrlState<P extends UrlParams>(params: P) {
  const { query, change } = useQuery();
  const values = useMemo(() => valuesIn(params, new URLSearchParams(query)), [params, query]);
  /** Null: all of them as if the URL named none. */
  const set = (next: UrlChange<P> | null): void => {
    const changes = next ?? Object.fromEntries(Object.keys(params).map((name) => [name, null]));
    change((asked) => changeIn(asked, params, changes), "replace");
  };
  return [values, set] as const;
}

/** One parameter; with `push`, Back undoes a change. */
export function useUrlParam<T, Missing>(name: string, param: UrlParam<T, Missing>, how: How = "replace") {
  const { query, change } = useQuery();
  const value = useMemo(() => valueIn(name, param, new URLSearchParams(query)), [name, param, query]);
  const set = (next: T | null): void => change((asked) => changeIn(asked, { [name]: param }, { [name]: next }), how);
  return [value, set] as const;
}
