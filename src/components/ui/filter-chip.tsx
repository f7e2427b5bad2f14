"use client";
import { ListFilter, X } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";

const load = () => import("#components/ui/anchored-popover.tsx");
const LazyPopover = dynamic(() => load().then((module) => module.AnchoredPopover), { ssr: false });

type FilterChipProps = {
  /** The filter's name, e.g. "Status". */
  name: string;
  /** The selected value as text; absent without a selection. */
  value?: string | undefined;
  /** The full selection where `value` abbreviates it. */
  full?: string | undefined;
  /** Warning colour for a value that matches nothing. */
  tone?: "plain" | "amber";
  onClear: () => void;
  /** The content of its popover. */
  children: ReactNode;
};

/** Dashed while inactive, solid with its value when active. */
export function FilterChip({ name, value, full = value, tone = "plain", onClear, children }: FilterChipProps) {
  const t = useTranslations("ui");
  const chip = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const toggle = () => {
    setWanted(true);
    setOpen(!open);
  };
  return (
    <>
      <span
        ref={chip}
        data-filter={value ? "on" : "off"}
        title={value ? `${name}: ${full ?? value}` : undefined}
        className={cx(
          "flex h-7 max-w-full shrink-0 items-center gap-1.5 rounded-full border text-sm transition-colors coarse:h-9",
          value
            ? tone === "amber"
              ? "border-amber bg-amber-soft"
              : "border-line-strong bg-raised"
            : "border-dashed border-control/70 text-ink-2 hover:border-control hover:text-ink",
        )}
      >
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={value ? undefined : t("filterBy", { name })}
          onClick={toggle}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
          className={cx(
            "flex h-full min-w-0 items-center gap-1.5 rounded-full pl-2.5 whitespace-nowrap [&>svg]:size-3.5",
            value ? "pr-1" : "pr-3",
          )}
        >
          {value ? null : <ListFilter aria-hidden="true" />}
          <span className={cx("max-w-40 truncate", value && "text-ink-2")}>{name}</span>
          {value ? <span className="max-w-48 min-w-0 truncate font-medium">{value}</span> : null}
        </button>
        {value ? (
          <button
            type="button"
            aria-label={t("removeFilter", { name })}
            onClick={onClear}
            className="mr-1 flex size-6 shrink-0 items-center justify-center rounded-full text-ink-2 hover:bg-press hover:text-ink coarse:size-7 [&_svg]:size-3"
          >
            <X aria-hidden="true" />
          </button>
        ) : null}
      </span>
      {wanted ? (
        <LazyPopover open={open} onOpenChange={setOpen} anchor={chip} aria-label={name} className="w-60 p-1">
          {children}
        </LazyPopover>
      ) : null}
    </>
  );
}
