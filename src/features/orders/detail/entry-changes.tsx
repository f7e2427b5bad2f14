"use client";
import { Badge } from "#components/ui/badge.tsx";
import type { Names } from "../use-names.ts";
import { FieldText } from "./field-text.tsx";

type ChangeContext = { names: Names; /** The order's currency, for amounts. */ currency?: string };
type Change = { field: string; from: unknown; to: unknown };

/** The old and new values; of tags, those removed and added. */
export function EntryChanges({ changes, ...rest }: { changes: readonly Change[] } & ChangeContext) {
  return (
    <ul className="grid gap-1">
      {changes.map((change) => (
        <li key={change.field} className="break-words">
          {change.field === "tags" ? <TagChanges change={change} /> : <OneChange change={change} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

function OneChange({ change: { field, from, to }, names, ...rest }: { change: Change } & ChangeContext) {
  const same = { ...rest, field, personName: names.personName };
  return (
    <>
      <s className="text-ink-3">
        <FieldText {...same} value={from} />
      </s>{" "}
      → <FieldText {...same} value={to} />
    </>
  );
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

function TagChanges({ change }: { change: Change }) {
  const [before, after] = [texts(change.from), texts(change.to)];
  return (
    <span className="flex flex-wrap gap-1.5">
      {after
        .filter((tag) => !before.includes(tag))
        .map((tag) => (
          <Badge key={tag} tone="green">
            <span aria-hidden="true">+</span>
            <ins className="no-underline">{tag}</ins>
          </Badge>
        ))}
      {before
        .filter((tag) => !after.includes(tag))
        .map((tag) => (
          <Badge key={tag} tone="red">
            <span aria-hidden="true">−</span>
            <del>{tag}</del>
          </Badge>
        ))}
    </span>
  );
}
