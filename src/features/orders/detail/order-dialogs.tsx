"use client";
import type { Order } from "../order-news.ts";
import { AddressDialog } from "./dialogs/address-dialog.tsx";
import { CancelDialog } from "./dialogs/cancel-dialog.tsx";
import { CustomerDialog } from "./dialogs/customer-dialog.tsx";
import { DiscardDialog } from "./dialogs/discard-dialog.tsx";
import { HoldDialog } from "./dialogs/hold-dialog.tsx";
import { PayDialog } from "./dialogs/pay-dialog.tsx";
import { CaptureDialog, VoidDialog } from "./dialogs/payment-dialogs.tsx";
import { RefundDialog } from "./dialogs/refund-dialog.tsx";
import { ShipDialog } from "./dialogs/ship-dialog.tsx";
import { CallBackDialog, DeliverDialog } from "./dialogs/shipment-dialogs.tsx";
import type { OrderEdit } from "./use-order-edit.ts";

/** The open dialog of the order. */
export type OpenDialog =
  | { kind: "pay" | "ship" | "cancel" | "hold" | "discard" | "customer" | "address" }
  | { kind: "refund"; paymentId?: string }
  | { kind: "capture" | "void"; paymentId: string }
  | { kind: "deliver" | "callBack"; shipmentId: string };

type OrderDialogsProps = {
  open: OpenDialog;
  order: Order;
  orderRef: string;
  edit: OrderEdit["edit"];
  onClose: () => void;
};

/** All dialogs are in one chunk, loaded when the first is opened. */
export function OrderDialogs({ open, order, orderRef, edit, onClose }: OrderDialogsProps) {
  const common = { order, orderRef, onClose };
  switch (open.kind) {
    case "pay":
      return <PayDialog {...common} />;
    case "ship":
      return <ShipDialog {...common} />;
    case "cancel":
      return <CancelDialog {...common} />;
    case "hold":
      return <HoldDialog {...common} />;
    case "discard":
      return <DiscardDialog {...common} />;
    case "refund":
      return <RefundDialog {...common} {...(open.paymentId ? { paymentId: open.paymentId } : {})} />;
    case "capture":
      return <CaptureDialog {...common} paymentId={open.paymentId} />;
    case "void":
      return <VoidDialog {...common} paymentId={open.paymentId} />;
    case "deliver":
      return <DeliverDialog {...common} shipmentId={open.shipmentId} />;
    case "callBack":
      return <CallBackDialog {...common} shipmentId={open.shipmentId} />;
    case "customer":
      return <CustomerDialog order={order} edit={edit} onClose={onClose} />;
    case "address":
      return <AddressDialog order={order} edit={edit} onClose={onClose} />;
  }
}
