"use client";
import { Search } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { trpc } from "#features/trpc/client.ts";
import { type EventGroup, groupsOf, isCovered, toggled } from "#features/webhooks/event-choice.ts";

type EventTypesFieldProps = {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: readonly string[];
  onValueChange: (value: string[]) => void;
};

/** Event types, whole groups, or all: searched by typing, selected by checkboxes. */
export function EventTypesField({ label, hint, error, value, onValueChange }: EventTypesFieldProps) {
  const t = useTranslations("webhooks.types");
  const id = useId();
  const [query, setQuery] = useState("");
  const types = trpc.webhooks.listEventTypes.useQuery({}, { staleTime: Infinity }).data?.data ?? [];
  const groups = groupsOf(types, query);
  const toggle = (pattern: string) => onValueChange(toggled(value, pattern));
  return (
    <fieldset className="grid gap-1.5" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className={cx("overflow-hidden rounded-md border border-control bg-raised", error && "border-red")}>
        <div className="flex items-center gap-2 border-b px-2.5">
          <Search className="size-3.5 text-ink-3" aria-hidden="true" />
          <input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="h-8 w-full bg-transparent text-sm outline-none coarse:h-10"
          />
          <span className="text-xs whitespace-nowrap text-ink-3">
            {value.includes("*") ? t("all") : t("chosen", { count: value.length })}
          </span>
        </div>
        <div className="scroll-thin max-h-72 overflow-y-auto p-1">
          {query === "" ? (
            <Line label={t("everything")} checked={value.includes("*")} onToggle={() => toggle("*")} strong />
          ) : null}
          {groups.map((group) => (
            <Group key={group.name} group={group} value={value} toggle={toggle} />
          ))}
          {groups.length === 0 ? <p className="px-2 py-3 text-sm text-ink-3">{t("none", { query })}</p> : null}
        </div>
      </div>
      {value.length > 0 && !value.includes("*") ? (
        <p className="flex flex-wrap gap-1">
          {value.map((pattern) => (
            <Badge key={pattern} className="font-mono font-normal">
              {pattern}
            </Badge>
          ))}
        </p>
      ) : null}
      {error ? (
        <p className="text-xs text-red-ink" role="alert">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      ) : null}
    </fieldset>
  );
}

type GroupProps = { group: EventGroup; value: readonly string[]; toggle: (pattern: string) => void };

function Group({ group, value, toggle }: GroupProps) {
  const t = useTranslations("webhooks.types");
  const all = value.includes("*");
  const whole = value.includes(group.pattern);
  const some = group.types.some(({ type }) => value.includes(type));
  return (
    <div role="group" aria-label={group.pattern} className="mt-1 border-t pt-1">
      <Line
        label={<span className="font-mono text-xs">{group.pattern}</span>}
        note={t("group")}
        checked={all || whole ? true : some ? "indeterminate" : false}
        disabled={all}
        onToggle={() => toggle(group.pattern)}
        strong
      />
      {group.types.map(({ type, description }) => {
        const covered = isCovered(value, type);
        return (
          <Line
            key={type}
            label={<span className="font-mono text-xs">{type}</span>}
            note={description}
            checked={covered || value.includes(type)}
            disabled={covered}
            onToggle={() => toggle(type)}
            inset
          />
        );
      })}
    </div>
  );
}

type LineProps = {
  label: ReactNode;
  note?: string;
  checked: boolean | "indeterminate";
  disabled?: boolean;
  onToggle: () => void;
  strong?: boolean;
  inset?: boolean;
};

function Line({ label, note, checked, disabled = false, onToggle, strong, inset }: LineProps) {
  return (
    <label
      className={cx(
        "flex min-h-7 items-center gap-2.5 rounded-md px-2 py-1 text-sm coarse:min-h-10",
        disabled ? "text-ink-2" : "cursor-pointer hover:bg-hover",
        inset && "pl-7",
      )}
    >
      <Checkbox checked={checked} disabled={disabled} onCheckedChange={onToggle} />
      <span className={cx("shrink-0", strong && "font-medium")}>{label}</span>
      {note ? <span className="min-w-0 truncate text-xs text-ink-3 max-sm:hidden">{note}</span> : null}
    </label>
  );
}
