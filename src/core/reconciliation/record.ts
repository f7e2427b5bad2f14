import type { z } from "zod";
import { repairsOf } from "./rules.ts";
import type {
  Comparison,
  DifferenceView,
  PartnerView,
  ReconciliationCounts,
  ReconciliationStatus,
  ReconciliationView,
} from "./schemas.ts";

export interface PartnerRecord {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly compares: Comparison;
  readonly channelId: string | null;
  readonly channel: string | null;
  readonly locationId: string | null;
  readonly location: string | null;
  readonly url: string | null;
  /** Encrypted. */
  readonly authorization: string | null;
  readonly endpointId: string | null;
  readonly version: number;
  readonly createdAt: Date;
}

export function partnerView(partner: PartnerRecord): z.input<typeof PartnerView> {
  const { authorization, createdAt, ...same } = partner;
  return { ...same, hasAuthorization: authorization !== null, createdAt: createdAt.toISOString() };
}

export const partnerFacts = ({ id, code, name }: PartnerRecord) => ({ partnerId: id, partner: code, name });

export interface Range {
  readonly from: string | null;
  readonly to: string | null;
}

export interface ReconciliationRecord {
  readonly id: string;
  readonly partner: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly compares: Comparison;
  };
  readonly status: ReconciliationStatus;
  readonly range: Range;
  readonly counts: ReconciliationCounts | null;
  readonly open: number;
  readonly untouched: ReconciliationView["untouched"];
  readonly error: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export const reconciliationView = (record: ReconciliationRecord): z.input<typeof ReconciliationView> => ({
  ...record,
  createdAt: record.createdAt.toISOString(),
  finishedAt: record.finishedAt?.toISOString() ?? null,
});

export interface DifferenceRecord extends Omit<z.input<typeof DifferenceView>, "settledAt" | "repairs" | "why"> {
  readonly settledAt: Date | null;
  readonly compares: Comparison;
  readonly partnerId: string;
  /** Of the partner. */
  readonly channel: string | null;
  readonly endpointId: string | null;
}

export function differenceView(record: DifferenceRecord): z.input<typeof DifferenceView> {
  const { repairs, why } = repairsOf(record);
  return { ...record, repairs: [...repairs], why, settledAt: record.settledAt?.toISOString() ?? null };
}
