"use client";
import { Ban, CirclePause, CirclePlay, Copy, CreditCard, Link2, PencilLine, Trash2, Truck, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { notify } from "#components/ui/notify.ts";
import type { Order } from "../order-news.ts";
import { MoreButton } from "./more-button.tsx";
import { canCancel, canHold, canPay, canShip, refundableOf } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";

type OrderMenuProps = { order: Order; actions: OrderActions; defaultOpen: boolean };

/** Everything that can be done to the order now; what cannot be done is not there. */
export function OrderMenu({ order, actions, defaultOpen }: OrderMenuProps) {
  const t = useTranslations("orderDetail");
  const router = useRouter();
  const { open, release, may } = actions;
  const copyLink = async () => {
    await navigator.clipboard.writeText(location.href);
    notify.done(t("copied"));
  };
  const isDraft = order.status === "draft";
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger asChild>
        <MoreButton />
      </MenuTrigger>
      <MenuContent align="end" className="min-w-56">
        {may.orders && canShip(order) ? (
          <MenuItem icon={<Truck />} keys="s" onSelect={() => open({ kind: "ship" })}>
            {t("action.ship")}
          </MenuItem>
        ) : null}
        {may.payments && canPay(order) ? (
          <MenuItem icon={<CreditCard />} keys="p" onSelect={() => open({ kind: "pay" })}>
            {t("action.pay")}
          </MenuItem>
        ) : null}
        {may.payments && refundableOf(order) > 0 ? (
          <MenuItem icon={<Undo2 />} onSelect={() => open({ kind: "refund" })}>
            {t("action.refund")}
          </MenuItem>
        ) : null}
        {may.orders && canHold(order) ? (
          <MenuItem icon={<CirclePause />} keys="h" onSelect={() => open({ kind: "hold" })}>
            {t("action.hold")}
          </MenuItem>
        ) : null}
        {may.orders && order.onHold ? (
          <MenuItem icon={<CirclePlay />} keys="h" onSelect={release}>
            {t("action.release")}
          </MenuItem>
        ) : null}
        {may.orders && isDraft ? (
          <MenuItem icon={<PencilLine />} keys="e" onSelect={() => router.push(`/orders/new?draft=${order.number}`)}>
            {t("action.editDraft")}
          </MenuItem>
        ) : null}
        {may.orders && !isDraft ? (
          <MenuItem icon={<Copy />} onSelect={() => router.push(`/orders/new?copy=${order.number}`)}>
            {t("action.duplicate")}
          </MenuItem>
        ) : null}
        <MenuItem icon={<Link2 />} onSelect={() => void copyLink()}>
          {t("action.copyLink")}
        </MenuItem>
        {may.orders && isDraft ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => open({ kind: "discard" })}>
              {t("action.discard")}
            </MenuItem>
          </>
        ) : null}
        {may.orders && canCancel(order) ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Ban />} tone="danger" onSelect={() => open({ kind: "cancel" })}>
              {t("action.cancel")}
            </MenuItem>
          </>
        ) : null}
      </MenuContent>
    </Menu>
  );
}
