"use client";
import { ReceiptText } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { ErpHealth } from "./erp-health.tsx";
import { type Invoice, invoiceKinds, invoiceListInput, invoiceParams, invoiceStates } from "./erp-params.ts";
import { invoiceCard, useInvoiceColumns } from "./invoice-columns.tsx";
import { InvoiceStateMark } from "./invoice-marks.tsx";
import { RetryDead } from "./retry-dead.tsx";

const rowHref = ({ id }: Invoice) => `/integrations/erp/${id}`;
/** Failed attempts and the circuit emit no events. */
const askAgainMs = 5000;

export function ErpScreen() {
  const t = useTranslations("erp");
  const utils = trpc.useUtils();
  const filters = useFilters(invoiceParams);
  const { params, set } = filters;
  const input = invoiceListInput(params);
  const erp = trpc.erp.get.useQuery({}, { refetchInterval: askAgainMs }).data;
  const query = trpc.erp.listInvoices.useInfiniteQuery(input, { ...endless, refetchInterval: askAgainMs });
  const list = useList(query, JSON.stringify(input), byId);
  useNews(list, { of: "invoice", readAgain: () => void utils.erp.invalidate(), restMs: 2000 });
  const rowName = useMemo(
    () => (invoice: Invoice) => t("rowName", { number: invoice.number, order: invoice.orderNumber }),
    [t],
  );
  return (
    <ListScreen
      label={t("title")}
      header={<IntegrationsHeader actions={<RetryDead dead={erp?.dead ?? 0} />} />}
      above={<ErpHealth erp={erp} />}
      list={list}
      filters={{
        ...filters,
        search: {
          value: params.order ?? "",
          onValueChange: (order) => set({ order: order === "" ? null : order }),
          placeholder: t("searchOrder"),
        },
        choices: (
          <>
            <FilterChoice
              name={t("field.state")}
              value={params.state}
              onValueChange={(state) => set({ state })}
              options={choices(
                invoiceStates,
                (state) => t(`state.${state}`),
                (state) => (
                  <InvoiceStateMark state={state} />
                ),
              )}
            />
            <FilterChoice
              name={t("field.kind")}
              value={params.kind}
              onValueChange={(kind) => set({ kind })}
              options={choices(invoiceKinds, (kind) => t(`kind.${kind}`))}
            />
          </>
        ),
      }}
      table={{ columns: useInvoiceColumns(), rowName, rowHref, card: invoiceCard }}
      empty={{ icon: <ReceiptText />, title: t("empty"), body: t("emptyBody") }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
    />
  );
}
