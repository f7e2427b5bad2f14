"use client";
import { useTranslations } from "use-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useShortcuts } from "#features/shell/shortcuts.tsx";

type KeyLine = { keys: string; label: string };

export function KeysOverlay({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("shell.keys");
  const shortcuts = useShortcuts();
  const list: KeyLine[] = [
    { keys: "j", label: t("listNext") },
    { keys: "k", label: t("listPrevious") },
    { keys: "enter", label: t("listOpen") },
    { keys: "x", label: t("listSelect") },
    { keys: "shift+x", label: t("listSelectRange") },
    { keys: "mod+a", label: t("listSelectAll") },
    { keys: "escape", label: t("listClear") },
  ];
  const dialog: KeyLine[] = [
    { keys: "mod+enter", label: t("dialogSend") },
    { keys: "escape", label: t("dialogClose") },
  ];
  const of = (...groups: string[]) => shortcuts.filter((shortcut) => groups.includes(shortcut.group));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("description")} size="lg">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by
          keyboard (WCAG 2.1.1) */}
      <div role="group" aria-label={t("title")} tabIndex={0} className="gap-x-10 pt-2 sm:columns-2">
        <KeyGroup title={t("general")} lines={of("general", "page")} />
        <KeyGroup title={t("navigation")} lines={of("navigation")} />
        <KeyGroup title={t("list")} lines={list} />
        <KeyGroup title={t("dialog")} lines={dialog} />
      </div>
    </Dialog>
  );
}

function KeyGroup({ title, lines }: { title: string; lines: readonly KeyLine[] }) {
  return (
    <section className="mb-6 break-inside-avoid">
      <h3 className="mb-1 text-xs text-ink-3">{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line.keys} className="flex h-8 items-center justify-between gap-4 border-b text-sm last:border-b-0">
            {line.label}
            <Kbd keys={line.keys} />
          </li>
        ))}
      </ul>
    </section>
  );
}
