"use client";
import { FileText, Upload, X } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

type FileDropProps = {
  /** Extensions with their dot: [".csv", ".txt"]. */
  accept: readonly string[];
  maxBytes: number;
  file: File | null;
  onFileChange: (file: File | null) => void;
  label: string;
  disabled?: boolean;
  className?: string;
};

/** A drop target that is also a regular file input. */
export function FileDrop({ accept, maxBytes, file, onFileChange, label, disabled, className }: FileDropProps) {
  const t = useTranslations("ui");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const size = useByteSize();
  const take = (next: File | undefined) => {
    setOver(false);
    if (!next) return;
    const kinds = accept.join(", ");
    if (!accept.some((ending) => next.name.toLowerCase().endsWith(ending)))
      return setProblem(t("fileWrongKind", { name: next.name, kinds }));
    if (next.size > maxBytes) return setProblem(t("fileTooLarge", { name: next.name, size: size(maxBytes) }));
    setProblem(null);
    onFileChange(next);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    if (!disabled) take(event.dataTransfer.files[0]);
  };
  const clear = () => {
    if (input.current) input.current.value = "";
    onFileChange(null);
  };
  if (file) {
    return (
      <div className={cx("flex items-center gap-3 rounded-lg border px-4 py-3 text-sm", className)}>
        <FileText className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
        <span className="tnum text-ink-3">{size(file.size)}</span>
        <IconButton size="sm" label={t("removeFile", { name: file.name })} onClick={clear} disabled={disabled}>
          <X />
        </IconButton>
      </div>
    );
  }
  return (
    <div className={className}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is optional; the
          input inside does the same */}
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cx(
          "flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed border-control px-6 py-10 text-center text-sm transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus",
          over && "border-accent bg-accent-soft",
        )}
      >
        <Upload className="mb-2 size-5 text-ink-3" aria-hidden="true" />
        <span>
          {t.rich("dropFiles", {
            choose: (words) => (
              <span className="font-medium text-accent-ink underline underline-offset-2">{words}</span>
            ),
          })}
        </span>
        <span className="text-xs text-ink-3">{t("dropHint", { kinds: accept.join(", "), size: size(maxBytes) })}</span>
        <input
          id={id}
          ref={input}
          type="file"
          aria-label={label}
          accept={accept.join(",")}
          disabled={disabled}
          className="sr-only"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </label>
      {problem ? (
        <p role="alert" className="mt-2 text-sm text-red-ink">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function useByteSize(): (bytes: number) => string {
  const { locale } = useFormatSettings();
  return (bytes) => {
    const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
    return numberFormat(locale, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  };
}
