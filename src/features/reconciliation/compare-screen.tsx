"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { FileDrop } from "#components/patterns/file-drop.tsx";
import { FormLayout, FormSection } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { DateRangeFields } from "#components/ui/date-range.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { FormSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { ListColumns } from "./list-columns.tsx";
import { ListPreview } from "./list-preview.tsx";
import { MOST_ROWS } from "./read-list.ts";
import { type PartnerDetail, partnerHref } from "./reconciliation-params.ts";
import { useCompare } from "./use-compare.ts";

/** The limit of one call of the internal API. */
const MOST_BYTES = 8_000_000;

export function CompareScreen({ id }: { id: string }) {
  const t = useTranslations("reconciling");
  const query = trpc.reconciliation.getPartner.useQuery({ id });
  return (
    <Detail
      query={query}
      what="partner"
      back={{ href: "/reconciliation", label: t("title") }}
      skeleton={<FormSkeleton back={t("title")} title={t("compare.title")} />}
    >
      {(partner) => <Compare partner={partner} />}
    </Detail>
  );
}

function Compare({ partner }: { partner: PartnerDetail }) {
  const t = useTranslations("reconciling.compare");
  const cancel = useTranslations("ui")("cancel");
  const compare = useCompare(partner);
  const { read, rows } = compare;
  const count = read?.list?.rows.length ?? 0;
  const ready = rows !== null && count > 0 && count <= MOST_ROWS && rows.problems.length === 0;
  const submit = () => {
    if (ready) compare.submit();
  };
  useShortcut({ keys: "mod+enter", label: t("start"), group: "page", run: submit }, ready);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href={partnerHref(partner.id)} className="hover:text-ink">
            {partner.name}
          </Link>
        }
        title={t("title")}
      />
      <div className="max-w-6xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          actions={
            <>
              <Link href={partnerHref(partner.id)} className={buttonClass("ghost")}>
                {cancel}
              </Link>
              <Button type="submit" variant="primary" disabled={!ready} busy={compare.busy} keys="mod+enter">
                {t("start")}
              </Button>
            </>
          }
        >
          <FormSection title={t("list")} hint={t("listHint")}>
            <FileDrop
              label={t("file")}
              accept={[".csv", ".txt", ".json"]}
              maxBytes={MOST_BYTES}
              file={compare.file}
              onFileChange={compare.takeFile}
            />
            {compare.file ? null : (
              <Field label={t("orPaste")}>
                <Textarea
                  value={compare.pasted}
                  placeholder={t("pastePlaceholder")}
                  spellCheck={false}
                  rows={4}
                  className="max-h-60 font-mono text-xs"
                  onChange={(event) => compare.takePaste(event.target.value)}
                />
              </Field>
            )}
            <Unusable read={read} />
          </FormSection>
          {read?.list && count > 0 ? (
            <>
              <FormSection title={t("columns")} hint={t("columnsHint")}>
                <ListColumns compares={partner.compares} read={{ ...read, list: read.list }} compare={compare} />
              </FormSection>
              <FormSection title={t("preview")} hint={t("rows", { count })}>
                {rows ? <ListPreview compares={partner.compares} rows={rows} columns={read.columns} /> : null}
              </FormSection>
              {partner.compares === "orders" ? (
                <FormSection title={t("range")} hint={t("rangeHint")}>
                  <DateRangeFields value={compare.range} onValueChange={compare.setRange} className="max-w-sm" />
                </FormSection>
              ) : null}
            </>
          ) : null}
        </FormLayout>
      </div>
    </ReadingPage>
  );
}

function Unusable({ read }: { read: ReturnType<typeof useCompare>["read"] }) {
  const t = useTranslations("reconciling.compare");
  if (read === undefined) return null;
  if (read.list === null) return <Alert tone="danger">{t("unread")}</Alert>;
  const count = read.list.rows.length;
  if (count === 0) return <Alert tone="danger">{t("none")}</Alert>;
  return count > MOST_ROWS ? <Alert tone="danger">{t("tooMany", { count })}</Alert> : null;
}
