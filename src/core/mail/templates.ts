import { z } from "zod";
import { shipmentShipped } from "../fulfillment/events.ts";
import { lowSummarised } from "../inventory/events.ts";
import { invitationSent } from "../invitations/events.ts";
import { formatMoney } from "../kernel/money-text.ts";
import type { OrderRecord } from "../order/record.ts";
import { paymentRefunded } from "../payments/events.ts";
import { factorAdded, factorRemoved, recoveryCodeUsed, userCreated } from "../users/events.ts";
import { endpointDisabledEvent, endpointFailing } from "../webhooks/events.ts";
import type { Letter } from "./letter.ts";
import type { MailTemplate } from "./schemas.ts";
import { TOKEN_TO_COME } from "./token-to-come.ts";

export interface Person {
  readonly email: string;
  readonly name: string;
}

/** The data for mails, read for a whole batch at once. */
export interface MailWorld {
  readonly tenant: { readonly name: string; readonly locale: string };
  /** Sign-in URL. */
  readonly publicUrl: string;
  readonly admins: readonly Person[];
  readonly orders: ReadonlyMap<string, OrderRecord>;
}

export interface MailEvent {
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
  readonly data: unknown;
  readonly trace?: string | null;
}

export interface Addressed {
  readonly template: MailTemplate;
  readonly to: Person;
  readonly letter: Letter;
}

type Template = (world: MailWorld, event: MailEvent) => readonly Addressed[];

/** Recipients by event type. Other events send no mail. */
export const templates: Readonly<Record<string, Template>> = {
  "user.created": welcome,
  "invitation.sent": invitation,
  "user.factor_added": factorChanged(
    factorAdded,
    "A second factor was added to your account. It is asked for at every sign-in.",
  ),
  "user.factor_removed": factorChanged(factorRemoved, "A second factor was removed from your account."),
  "user.recovery_code_used": factorChanged(
    recoveryCodeUsed,
    "Somebody signed in to your account with one of your recovery codes.",
  ),
  "order.placed": orderPlaced,
  "shipment.shipped": orderShipped,
  "payment.refunded": orderRefunded,
  "webhook_endpoint.failing": failingEndpoint,
  "webhook_endpoint.disabled": disabledEndpoint,
  "stock.low_summarised": lowStock,
};

function welcome({ tenant, publicUrl }: MailWorld, { data }: MailEvent): Addressed[] {
  const { name, email } = userCreated.data.parse(data);
  const letter = {
    subject: `Welcome to ${tenant.name}`,
    greeting: `Hello ${name},`,
    blocks: [
      { text: `You can work in the order hub of ${tenant.name} now. Sign in with this address, ${email}.` },
      { link: { label: "Sign in", url: `${publicUrl}/sign-in` } },
    ],
    from: tenant.name,
  };
  return [{ template: "welcome", to: { email, name }, letter }];
}

/** The token in the link is no part of what is stored and shown: the worker puts it in when it sends the mail. */
function invitation({ tenant, publicUrl }: MailWorld, { data }: MailEvent): Addressed[] {
  const { name, email } = invitationSent.data.parse(data);
  const letter = {
    subject: `${tenant.name} invites you`,
    greeting: `Hello ${name},`,
    blocks: [
      { text: `You are invited to work in the order hub of ${tenant.name}. Choose a password, and you are in.` },
      { link: { label: "Accept the invitation", url: `${publicUrl}/invitation#${TOKEN_TO_COME}` } },
      { text: "The link works once, for seven days. If you did not expect this mail, do nothing." },
    ],
    from: tenant.name,
  };
  return [{ template: "invitation", to: { email, name }, letter }];
}

/** Who did not do it learns of it. */
function factorChanged({ data: shape }: typeof factorAdded, text: string): Template {
  return ({ tenant, publicUrl }, { data }) => {
    const { name, email } = shape.parse(data);
    const letter = {
      subject: "A change of how you sign in",
      greeting: `Hello ${name},`,
      blocks: [
        { text },
        { text: "If it was not you, change your password at once and tell your administrator." },
        { link: { label: "Look at your account", url: `${publicUrl}/settings/profile` } },
      ],
      from: tenant.name,
    };
    return [{ template: "factor_changed", to: { email, name }, letter }];
  };
}

function orderPlaced(world: MailWorld, event: MailEvent): Addressed[] {
  return toCustomer({ world, event, template: "order_placed" }, (order, money) => ({
    subject: `Your order ${order.number}`,
    blocks: [
      { text: `Thank you. We have your order ${order.number}:` },
      { rows: order.lines.map(({ quantity, name, total }) => [`${quantity} × ${name}`, money(total)] as const) },
      { rows: totalsOf(order, money) },
      ...(order.shippingAddress === null ? [] : [{ text: `It goes to ${addressOf(order.shippingAddress)}.` }]),
    ],
  }));
}

function orderShipped(world: MailWorld, event: MailEvent): Addressed[] {
  const { carrier, trackingNumber, trackingUrl, lines } = shipmentShipped.data.parse(event.data);
  return toCustomer({ world, event, template: "order_shipped" }, (order) => {
    const names = new Map(order.lines.map(({ id, name }) => [id, name]));
    const by = [carrier, trackingNumber].filter((part) => part !== null).join(", ");
    return {
      subject: `Your order ${order.number} is on its way`,
      blocks: [
        { text: by === "" ? "This has left us:" : `This has left us with ${by}:` },
        { rows: lines.map(({ id, sku, quantity }) => [names.get(id) ?? sku, String(quantity)] as const) },
        ...(trackingUrl === null ? [] : [{ link: { label: "Follow the parcel", url: trackingUrl } }]),
      ],
    };
  });
}

function orderRefunded(world: MailWorld, event: MailEvent): Addressed[] {
  const { amount } = paymentRefunded.data.parse(event.data);
  return toCustomer({ world, event, template: "order_refunded" }, (order, money) => ({
    subject: `Refund for your order ${order.number}`,
    blocks: [
      { text: `We have given back ${money(amount)} for your order ${order.number}. Your bank may take a few days.` },
    ],
  }));
}

function failingEndpoint(world: MailWorld, { data, subjectId }: MailEvent): Addressed[] {
  const { url, percent } = endpointFailing.data.parse(data);
  return toAdmins(world, "endpoint_failing", {
    subject: `A webhook endpoint is failing: ${hostOf(url)}`,
    blocks: [
      {
        text: `${url} has not taken an event without a break for a while. It is ${percent} % on its way to being disabled.`,
      },
      { link: { label: "Look at the endpoint", url: `${world.publicUrl}/integrations/webhooks/${subjectId}` } },
    ],
  });
}

function disabledEndpoint(world: MailWorld, { data, subjectId }: MailEvent): Addressed[] {
  const { url, reason } = endpointDisabledEvent.data.parse(data);
  const why = reason === "gone" ? "It answered that it is gone (410)." : "It failed for five days.";
  return toAdmins(world, "endpoint_disabled", {
    subject: `A webhook endpoint was disabled: ${hostOf(url)}`,
    blocks: [
      {
        text: `Nothing is sent to ${url} any more. ${why} What happens waits for it, up to 60 days: once it works again, resume it.`,
      },
      { link: { label: "Look at the endpoint", url: `${world.publicUrl}/integrations/webhooks/${subjectId}` } },
    ],
  });
}

function lowStock(world: MailWorld, { data }: MailEvent): Addressed[] {
  const { count, levels } = lowSummarised.data.parse(data);
  return toAdmins(world, "stock_low", {
    subject: `Nothing left of ${count} ${count === 1 ? "article" : "articles"}`,
    blocks: [
      { text: "Of these nothing is available any more:" },
      { rows: levels.map(({ sku, location, available }) => [`${sku} at ${location}`, String(available)] as const) },
      { link: { label: "Look at the stock", url: `${world.publicUrl}/stock?low=true` } },
    ],
  });
}

type Unsigned = Pick<Letter, "subject" | "blocks">;

/** Customers get mails about new orders only; imported history was announced when it happened. */
function toCustomer(
  { world, event, template }: { world: MailWorld; event: MailEvent; template: MailTemplate },
  write: (order: OrderRecord, money: (minor: number) => string) => Unsigned,
): Addressed[] {
  const { tenant, orders } = world;
  const order = orders.get(event.subjectId);
  const to = recipientOf(order);
  if (order === undefined || to === undefined) return [];
  const money = (minor: number) => formatMoney(minor, order.currency, tenant);
  const greeting = to.name === "" ? "Hello," : `Hello ${to.name},`;
  return [{ template, to, letter: { ...write(order, money), greeting, from: tenant.name } }];
}

function recipientOf(order: OrderRecord | undefined): Person | undefined {
  if (order === undefined || order.imported || order.customerEmail === null) return undefined;
  const email = z.email().safeParse(order.customerEmail);
  return email.success ? { email: email.data, name: order.customerName ?? "" } : undefined;
}

const toAdmins = ({ admins, tenant }: MailWorld, template: MailTemplate, letter: Unsigned): Addressed[] =>
  admins.map((to) => ({ template, to, letter: { ...letter, greeting: `Hello ${to.name},`, from: tenant.name } }));

function totalsOf(order: OrderRecord, money: (minor: number) => string): (readonly [string, string])[] {
  const { shipping, discount, tax, taxMode, total } = order;
  return [
    ...(shipping > 0 ? [["Shipping", money(shipping)] as const] : []),
    ...(discount > 0 ? [["Discount", `−${money(discount)}`] as const] : []),
    ...(tax > 0 ? [[taxMode === "included" ? "Tax included" : "Tax", money(tax)] as const] : []),
    ["Total", money(total)] as const,
  ];
}

function addressOf({ name, line1, line2, city, postalCode, country }: NonNullable<OrderRecord["shippingAddress"]>) {
  return [name, line1, line2, `${postalCode} ${city}`.trim(), country].filter(Boolean).join(", ");
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
