import type { TRPCClient } from "@trpc/client";
import {
  Ban,
  Banknote,
  CircleCheck,
  CirclePause,
  CirclePlay,
  Copy,
  CreditCard,
  Hash,
  Link2,
  type LucideIcon,
  MessageSquare,
  PencilLine,
  Tag,
  Trash2,
  Truck,
  Undo2,
  UserCheck,
  UserPlus,
} from "lucide-react";
import type { AppRouter } from "#transports/trpc/router.ts";
import type { Order } from "../order-news.ts";
import { canCancel, canHold, canPay, canShip, capturable, refundableOf } from "./order-rules.ts";
import type { CallOptions } from "./use-command.ts";

interface Face {
  /** Groups are separated in the menu. */
  readonly group: "step" | "desk" | "copy" | "end";
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly tone?: "danger";
}

/** All order actions, in the order of the menu. */
export const orderCommands = {
  confirm: { group: "step", icon: CircleCheck },
  ship: { group: "step", icon: Truck, keys: "s" },
  capture: { group: "step", icon: Banknote },
  pay: { group: "step", icon: CreditCard, keys: "p" },
  refund: { group: "step", icon: Undo2 },
  hold: { group: "step", icon: CirclePause, keys: "h" },
  release: { group: "step", icon: CirclePlay, keys: "h" },
  note: { group: "desk", icon: MessageSquare, keys: "n" },
  tag: { group: "desk", icon: Tag },
  assignMe: { group: "desk", icon: UserCheck },
  assign: { group: "desk", icon: UserPlus },
  editDraft: { group: "copy", icon: PencilLine, keys: "e" },
  duplicate: { group: "copy", icon: Copy },
  copyNumber: { group: "copy", icon: Hash },
  copyLink: { group: "copy", icon: Link2 },
  discard: { group: "end", icon: Trash2, tone: "danger" },
  cancel: { group: "end", icon: Ban, tone: "danger" },
} satisfies Record<string, Face>;

export type OrderCommandId = keyof typeof orderCommands;

type Target = { id: string; ifVersion: number };
type DirectCall = (orders: TRPCClient<AppRouter>["orders"], target: Target, options: CallOptions) => Promise<Order>;

/** Commands without a dialog: one call on the order as it is shown. Their texts are `done` and `failed` of `orderDialog`. */
export const directCalls = {
  confirm: (orders, target, options) => orders.confirm.mutate(target, options),
  release: (orders, target, options) => orders.release.mutate(target, options),
} satisfies Partial<Record<OrderCommandId, DirectCall>>;

export type DirectId = keyof typeof directCalls;

export const isDirect = (id: OrderCommandId): id is DirectId => id in directCalls;

export interface OrderCommand extends Face {
  readonly id: OrderCommandId;
  readonly label: string;
  readonly run: () => void;
}

export const isCommandId = (id: string): id is OrderCommandId => id in orderCommands;

interface Who {
  readonly id: string | undefined;
  readonly orders: boolean;
  readonly payments: boolean;
}

/** Whether a user may run it on the order in its current state. */
export function isOffered(id: OrderCommandId, order: Order, who: Who): boolean {
  const isDraft = order.status === "draft";
  const rules: Record<OrderCommandId, boolean> = {
    confirm: who.orders && isDraft,
    ship: who.orders && canShip(order),
    capture: who.payments && order.payments.some((payment) => capturable(payment) > 0),
    pay: who.payments && canPay(order),
    refund: who.payments && refundableOf(order) > 0,
    hold: who.orders && canHold(order),
    release: who.orders && order.onHold,
    note: who.orders,
    tag: who.orders,
    assignMe: who.orders && who.id !== undefined && order.assigneeId !== who.id,
    assign: who.orders,
    editDraft: who.orders && isDraft,
    duplicate: who.orders && !isDraft,
    copyNumber: true,
    copyLink: true,
    discard: who.orders && isDraft,
    cancel: who.orders && canCancel(order),
  };
  return rules[id];
}
