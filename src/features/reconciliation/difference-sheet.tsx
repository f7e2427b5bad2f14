"use client";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { DifferenceStateMark, KindBadge } from "./recon-marks.tsx";
import type { Compares, Difference, Direction } from "./reconciliation-params.ts";
import { RepairChoice } from "./repair-choice.tsx";
import { moneyOf, type SideField, sideFields, useSideValue } from "./side-values.tsx";
import { useRepair } from "./use-repair.ts";

type DifferenceSheetProps = { difference: Difference; compares: Compares; onClose: () => void };

/** One difference: both sides side by side, the possible actions, and their effects. */
export function DifferenceSheet({ difference, compares, onClose }: DifferenceSheetProps) {
  const mayWrite = useMe().can("webhooks:write");
  const settled = difference.state === "repaired" || difference.state === "ignored";
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="font-mono text-base break-all">{difference.key}</span>}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <KindBadge kind={difference.kind} />
          <DifferenceStateMark state={difference.state} />
        </span>
      }
    >
      <div className="grid gap-6">
        <Sides difference={difference} />
        <OurPlace difference={difference} compares={compares} />
        {settled ? <Settled difference={difference} mayWrite={mayWrite} /> : null}
        {settled ? null : mayWrite ? (
          <Mend difference={difference} compares={compares} onDone={onClose} />
        ) : (
          <OnlyFor scope="webhooks:write" what="differences" />
        )}
        <WholeOrder difference={difference} />
      </div>
    </Sheet>
  );
}

function Sides({ difference }: { difference: Difference }) {
  const t = useTranslations("reconciling");
  const valueOf = useSideValue();
  const { theirs, ours, fields } = difference;
  const shown = sideFields.filter(
    (field) => field !== "externalId" && (theirs?.[field] != null || ours?.[field] != null), // the key is the title
  );
  return (
    <Table aria-label={t("repair.sides")}>
      <thead>
        <tr>
          <Th>
            <span className="sr-only">{t("field.key")}</span>
          </Th>
          <Th>{t("field.theirs")}</Th>
          <Th>{t("field.ours")}</Th>
        </tr>
      </thead>
      <tbody>
        {theirs === null || ours === null ? (
          <Tr>
            <Td />
            <Td className="text-ink-3">{theirs === null ? t("repair.nothingThere") : null}</Td>
            <Td className="text-ink-3">{ours === null ? t("repair.nothingHere") : null}</Td>
          </Tr>
        ) : null}
        {shown.map((field: SideField) => {
          const differs = fields.includes(field);
          return (
            <Tr key={field} className={cx(differs && "bg-amber-soft")}>
              <Td className={cx(differs ? "text-ink-2" : "text-ink-3", "first:pl-2")}>
                {t(`repair.field.${field}`)}
                {differs ? <span className="sr-only"> ({t("repair.differs")})</span> : null}
              </Td>
              <Td className={cx(differs && "font-semibold")}>{valueOf(moneyOf(theirs, difference), field)}</Td>
              <Td className={cx(differs && "font-semibold", "last:pr-2")}>{valueOf(ours, field)}</Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function OurPlace({ difference, compares }: { difference: Difference; compares: Compares }) {
  const t = useTranslations("reconciling.repair");
  if (difference.subjectId === null) return null;
  const [sku = ""] = difference.key.split(" @ ");
  const href = compares === "orders" ? `/orders/${difference.subjectId}` : `/stock?q=${encodeURIComponent(sku)}`;
  return (
    <Link href={href} className="justify-self-start text-sm font-medium underline underline-offset-2">
      {t(compares === "orders" ? "openOrder" : "openStock")}
    </Link>
  );
}

function Settled({ difference, mayWrite }: { difference: Difference; mayWrite: boolean }) {
  const t = useTranslations("reconciling");
  const { busy, reopen } = useRepair(difference);
  const { state, note, settledBy, settledAt } = difference;
  return (
    <div className="grid gap-2 text-sm">
      <p>
        {t("repair.settled", { state: t(`state.${state}`), name: settledBy ?? "" })}
        {settledAt ? (
          <span className="text-ink-3">
            {" · "}
            <DateTime at={settledAt} />
          </span>
        ) : null}
      </p>
      {note ? <p className="text-ink-2">{note}</p> : null}
      {state === "ignored" && mayWrite ? (
        <Button className="justify-self-start" busy={busy} onClick={() => void reopen()}>
          {t("repair.reopen")}
        </Button>
      ) : null}
    </div>
  );
}

type MendProps = { difference: Difference; compares: Compares; onDone: () => void };

function Mend({ difference, compares, onDone }: MendProps) {
  const t = useTranslations("reconciling.repair");
  const { repairs, why, state, note: before } = difference;
  const [chosen, setChosen] = useState<Direction | null>(null);
  const [note, setNote] = useState("");
  const { busy, repair, ignore } = useRepair(difference);
  const direction = chosen ?? (repairs.length === 1 ? (repairs[0] ?? null) : null);
  const after = (done: boolean) => {
    if (done) onDone();
  };
  return (
    <>
      {state === "failed" && before ? (
        <Alert tone="warning" title={t("failedBefore")}>
          {before}
        </Alert>
      ) : null}
      {why ? <Alert title={t("cannot")}>{why}</Alert> : null}
      {repairs.length > 0 ? (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (direction) void repair(direction).then(after);
          }}
        >
          <RepairChoice
            compares={compares}
            directions={repairs}
            value={direction}
            onValueChange={setChosen}
            counts={countsOf(difference)}
          />
          <Button
            type="submit"
            variant="primary"
            className="justify-self-start"
            disabled={direction === null}
            busy={busy}
          >
            {t("button")}
          </Button>
        </form>
      ) : null}
      <form
        className="grid gap-3 border-t pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void ignore(note).then(after);
        }}
      >
        <Field label={t("note")} optional>
          <Input
            value={note}
            maxLength={500}
            placeholder={t("notePlaceholder")}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        <Button type="submit" className="justify-self-start" busy={busy}>
          {t("ignore")}
        </Button>
      </form>
    </>
  );
}

/** Both counts, where theirs could be applied. */
function countsOf({ theirs, ours }: Difference): { theirs: number; ours: number } | null {
  const [counted, known] = [theirs?.["onHand"], ours?.["onHand"]];
  return typeof counted === "number" && typeof known === "number" ? { theirs: counted, ours: known } : null;
}

function WholeOrder({ difference }: { difference: Difference }) {
  const t = useTranslations("reconciling.repair");
  const order = difference.theirs?.["order"];
  if (order === undefined) return null;
  return (
    <section className="grid gap-1.5">
      <h3 className="text-sm font-medium">{t("whole")}</h3>
      <CodeBlock label={t("whole")} text={JSON.stringify(order, null, 2)} wrap />
    </section>
  );
}
