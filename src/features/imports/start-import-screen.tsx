"use client";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { FileDrop } from "#components/patterns/file-drop.tsx";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Select } from "#components/ui/select.tsx";
import { HeadTable } from "#features/imports/head-table.tsx";
import { ImportOptions, type Options } from "#features/imports/import-options.tsx";
import type { ImportPreset } from "#features/imports/import-params.ts";
import { type FileHead, missingColumns } from "#features/imports/read-head.ts";
import { saveText } from "#features/imports/save-text.ts";
import { useFileHead } from "#features/imports/use-file-head.ts";
import { useStartImport } from "#features/imports/use-start-import.ts";
import { ReadingPage } from "#features/list/list-page.tsx";
import { trpc } from "#features/trpc/client.ts";

const none: readonly ImportPreset[] = [];
const usual: Options = { asHistory: true, createArticles: false, channel: "import", location: "main" };

export function StartImportScreen({ maxBytes }: { maxBytes: number }) {
  const t = useTranslations();
  const presets = trpc.imports.presets.useQuery({}, { staleTime: Infinity }).data?.data ?? none;
  const { file, preset, head, recognised, takeFile, takePreset } = useFileHead(presets);
  const [changed, setChanged] = useState<Partial<Options>>({});
  const upload = useStartImport();
  const options: Options = { ...usual, ...(preset ? { createArticles: preset.createArticles } : {}), ...changed };
  const missing = preset && head ? missingColumns(head.header, preset) : [];
  const ready = file !== null && preset !== null && head !== null && missing.length === 0;
  const busy = upload.share !== null;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/import" className="hover:text-ink">
            {t("import.title")}
          </Link>
        }
        title={t("import.new")}
      />
      <div className="max-w-6xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready || busy) return;
            const asHistory = preset.canPlace ? options.asHistory : true;
            upload.run(file, { preset: preset.name, options: { ...options, asHistory } });
          }}
          actions={
            <>
              {busy ? (
                <Button variant="ghost" onClick={upload.stop}>
                  {t("ui.cancel")}
                </Button>
              ) : (
                <Link href="/import" className={buttonClass("ghost")}>
                  {t("ui.cancel")}
                </Link>
              )}
              <Button type="submit" variant="primary" disabled={!ready} busy={busy}>
                {t("import.start")}
              </Button>
            </>
          }
        >
          <FormSection title={t("import.file")} hint={t("import.fileHint")}>
            <FileDrop
              label={t("import.fileLabel")}
              accept={[".csv", ".txt"]}
              maxBytes={maxBytes}
              file={file}
              onFileChange={takeFile}
              disabled={busy}
            />
            {busy ? (
              <div className="grid gap-1.5 text-xs text-ink-2" aria-live="polite">
                {t("import.uploading", { name: file?.name ?? "" })}
                <Progress label={t("import.uploading", { name: file?.name ?? "" })} value={upload.share} max={1} />
              </div>
            ) : null}
          </FormSection>
          <FormSection title={t("import.kind")} hint={t("import.kindHint")}>
            <PresetField presets={presets} preset={preset} onChange={takePreset} note={file ? recognised : null} />
            <HeadNotes file={file} head={head} preset={preset} missing={missing} />
          </FormSection>
          {preset && file ? (
            <FormSection title={t("import.options")} hint={t("import.optionsHint")}>
              <ImportOptions preset={preset} value={options} onValueChange={setChanged} />
            </FormSection>
          ) : null}
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

type PresetFieldProps = {
  presets: readonly ImportPreset[];
  preset: ImportPreset | null;
  onChange: (name: string) => void;
  /** Whether the file's preset was detected; null without a file. */
  note: boolean | null;
};

function PresetField({ presets, preset, onChange, note }: PresetFieldProps) {
  const t = useTranslations("import");
  const chosen = preset ?? presets[0];
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={t("field.preset")} hint={note === true ? t("recognised") : undefined} className="w-full sm:w-80">
        <Select
          value={chosen?.name}
          onValueChange={onChange}
          options={presets.map((one) => ({ value: one.name, label: t(`preset.${one.name}`) }))}
        />
      </Field>
      {chosen ? (
        <Button
          variant="ghost"
          icon={<Download />}
          onClick={() => saveText(`${chosen.name}.csv`, chosen.template)}
          className={note === true ? "mb-5.5" : undefined}
        >
          {t("template")}
        </Button>
      ) : null}
    </div>
  );
}

type HeadNotesProps = {
  file: File | null;
  head: FileHead | null;
  preset: ImportPreset | null;
  missing: readonly string[];
};

function HeadNotes({ file, head, preset, missing }: HeadNotesProps) {
  const t = useTranslations("import");
  if (!file || !preset) return null;
  if (!head) return <Alert tone="danger">{t("previewUnread")}</Alert>;
  return (
    <>
      {missing.length > 0 ? (
        <Alert tone="warning" title={t("missingColumns", { count: missing.length })}>
          {t("missingColumnsBody", { names: missing.join(", ") })}
        </Alert>
      ) : null}
      <HeadTable head={head} preset={preset} />
    </>
  );
}
