"use client";
import { ScanBarcode } from "lucide-react";
import { type KeyboardEvent as ReactKey, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { isOverlayOpen, isTyping } from "#components/hooks/key-guard.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";

type ScanFieldProps = { onEnter: (text: string) => void; onUndo: () => void; isIdle: boolean };

/** A scanner is a keyboard that ends with Enter: the field keeps the focus unless the user moves it on purpose. */
export function ScanField({ onEnter, onUndo, isIdle }: ScanFieldProps) {
  const t = useTranslations("packing");
  const field = useRef<HTMLInputElement>(null);
  const [isAwake, setAwake] = useState(false);
  useShortcut({ keys: "f2", label: t("keys.focus"), group: "page", run: () => field.current?.focus() });
  useEffect(() => {
    const focus = () => field.current?.focus();
    focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "F2") event.preventDefault();
      if (event.key === "F2") return focus();
      if (!isCharacter(event) || isTyping(event.target) || isOverlayOpen()) return;
      focus();
      event.stopPropagation(); // the first letter of a scan is no shortcut of the page
    };
    // A button that was clicked would be clicked again by the Enter of the next scan.
    const onClick = ({ detail, target }: MouseEvent) => {
      if (detail === 0 || !(target instanceof Element) || target.closest(BUTTONS) === null) return;
      setTimeout(() => {
        if (!isOverlayOpen() && !isTyping(document.activeElement)) focus();
      });
    };
    window.addEventListener("keydown", onKeyDown, true);
    window.addEventListener("click", onClick);
    window.addEventListener("focus", focus);
    return () => {
      window.removeEventListener("keydown", onKeyDown, true);
      window.removeEventListener("click", onClick);
      window.removeEventListener("focus", focus);
    };
  }, []);
  const onKeyDown = (event: ReactKey<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.value = "";
      onEnter(value);
    }
    if (event.key === "Backspace" && value === "" && !event.repeat) onUndo();
  };
  return (
    <label className="relative block" data-print="hide">
      <span className="sr-only">{t("field")}</span>
      <ScanBarcode
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-4 my-auto size-6 text-ink-3"
      />
      <input
        ref={field}
        onKeyDown={onKeyDown}
        onFocus={() => setAwake(true)}
        onBlur={() => setAwake(false)}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={isIdle ? t("fieldIdle") : t("field")}
        className={cx(
          "h-14 w-full rounded-lg border bg-raised pr-4 pl-13 text-lg text-ink placeholder:text-ink-3 focus-visible:outline-2 focus-visible:outline-focus",
          isAwake ? "border-focus" : "border-amber",
        )}
      />
      {/* Its place is kept: a button that moved under a pressed mouse would not be clicked. */}
      <span className={cx("mt-1 block text-sm text-amber-ink", isAwake && "invisible")}>{t("asleep")}</span>
    </label>
  );
}

const BUTTONS = "button, summary, label, [role=switch]";

/** As a scan begins; a space presses the button that has the focus. */
const isCharacter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
