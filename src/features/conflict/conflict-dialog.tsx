"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Choice } from "#features/conflict/use-versioned-save.ts";

export type Difference = { key: string; label: string; mine: ReactNode; theirs: ReactNode };

type ConflictDialogProps = {
  differences: readonly Difference[];
  /** Who saved first and when, where known. */
  title?: string;
  body?: ReactNode;
  theirsLabel?: string;
  busy: boolean;
  onResolve: (choices: Record<string, Choice>) => void;
  onDismiss: () => void;
};

/** Resolves a conflict: both versions side by side, one is chosen for each field. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { differences, title, body, theirsLabel, busy, onResolve, onDismiss } = props;
  const t = useTranslations();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onDismiss())}
      title={title ?? t("errors.conflictTitle")}
      description={body ?? t("errors.conflictBody")}
      footer={
        <>
          <Button variant="ghost" onClick={onDismiss}>
            {t("ui.cancel")}
          </Button>
          <Button variant="primary" busy={busy} onClick={() => onResolve(choices)}>
            {t("ui.saveChosen")}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {differences.map(({ key, label, mine, theirs }) => (
          <fieldset key={key}>
            <legend className="mb-1.5 text-sm font-medium">{label}</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {(["mine", "theirs"] as const).map((side) => (
                <Side
                  key={side}
                  name={key}
                  heading={side === "theirs" && theirsLabel ? theirsLabel : t(`ui.${side}`)}
                  chosen={(choices[key] ?? "mine") === side}
                  onChoose={() => setChoices({ ...choices, [key]: side })}
                >
                  {side === "mine" ? mine : theirs}
                </Side>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  );
}

type SideProps = { name: string; heading: string; chosen: boolean; onChoose: () => void; children: ReactNode };

function Side({ name, heading, chosen, onChoose, children }: SideProps) {
  return (
    <label
      className={cx(
        "grid cursor-pointer content-start gap-1 rounded-md border px-3 py-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-focus",
        chosen ? "border-accent bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <span className="flex items-center gap-2 text-xs text-ink-2">
        <input type="radio" name={name} checked={chosen} onChange={onChoose} className="accent-accent" />
        {heading}
      </span>
      <span className="min-w-0 break-words whitespace-pre-wrap">{children}</span>
    </label>
  );
}
