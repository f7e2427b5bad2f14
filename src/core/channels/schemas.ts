import { z } from "zod";
import { Currency, CurrentCurrency, TaxMode } from "../kernel/money.ts";
import { Address, Code, Id, Instant, RequiredText } from "../kernel/shapes.ts";

export const channelKinds = ["web", "marketplace", "pos", "phone", "social", "wholesale", "import"] as const;
export const ChannelKind = z.enum(channelKinds).meta({ id: "ChannelKind" });

const channelFields = {
  name: RequiredText(120),
  kind: ChannelKind,
  currency: Currency,
  taxMode: TaxMode,
  taxRateBps: z.int().min(0).max(10_000).describe("Basis points: 2000 = 20 %."),
  locationOrder: z
    .array(Code)
    .max(100)
    .describe("Location codes in order of priority for this channel; others follow, by code."),
  shipAuthorized: z.boolean().describe("True: orders may ship once payment is authorised; false: once it is captured."),
  active: z.boolean().describe("Inactive channels accept no orders."),
};

export const CreateChannelInput = z
  .strictObject({
    code: Code,
    ...channelFields,
    currency: CurrentCurrency.optional().describe("Absent: the tenant's."),
    taxMode: channelFields.taxMode.default("included"),
    taxRateBps: channelFields.taxRateBps.default(0),
    locationOrder: channelFields.locationOrder.default([]),
    shipAuthorized: channelFields.shipAuthorized.optional(),
    active: channelFields.active.default(true),
  })
  .meta({ id: "CreateChannel", example: { code: "outlet", name: "Outlet", kind: "web", taxRateBps: 2000 } });

export const UpdateChannelInput = z.strictObject(channelFields).partial().extend({ code: Code });

export const ChannelView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    kind: ChannelKind,
    currency: z.string(),
    taxMode: TaxMode,
    taxRateBps: z.int(),
    locationOrder: z.array(z.string()),
    shipAuthorized: z.boolean(),
    active: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: "Channel" });

export const CreateLocationInput = z
  .strictObject({ code: Code, name: RequiredText(120), address: Address.nullable().default(null) })
  .meta({ id: "CreateLocation", example: { code: "shop", name: "Shop on Quay Street" } });

export const LocationView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    address: Address.nullable(),
    active: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: "Location" });
