"use client";
import { useQueryStates } from "nuqs";
import { listParams } from "./list-params.ts";

const nothing = {
  q: null,
  status: null,
  paymentStatus: null,
  fulfillmentStatus: null,
  channel: null,
  onHold: null,
  work: null,
  tag: null,
  assignee: null,
  customer: null,
  placedFrom: null,
  placedTo: null,
  sort: null,
};

/** The filters live in the address: they survive a reload, can be sent to a colleague, and Back undoes them. */
export function useListParams() {
  const [params, setParams] = useQueryStates(listParams, { clearOnDefault: true });
  return { params, setParams, clear: () => void setParams(nothing) };
}

export type SetListParams = ReturnType<typeof useListParams>["setParams"];
