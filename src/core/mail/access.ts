import type { Actor, Scope } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import { type MailTemplate, mailTemplates } from "./schemas.ts";

/** A mail repeats its event's data, and names its recipient: a customer, or staff. */
const SCOPES: Readonly<Record<MailTemplate, readonly Scope[]>> = {
  welcome: ["users:read"],
  invitation: ["users:read"],
  order_placed: ["orders:read"],
  order_shipped: ["orders:read"],
  order_refunded: ["orders:read"],
  endpoint_failing: ["webhooks:read", "users:read"],
  endpoint_disabled: ["webhooks:read", "users:read"],
  stock_low: ["inventory:read", "users:read"],
  password_reset: ["users:write"],
  password_set: ["users:write"],
  factor_changed: ["users:write"],
};

type Held = Pick<Actor, "scopes">;

const missing = ({ scopes }: Held, template: MailTemplate): Scope | undefined =>
  SCOPES[template].find((scope) => !scopes.has(scope));

export const readableTemplates = (actor: Held): readonly MailTemplate[] =>
  mailTemplates.filter((template) => missing(actor, template) === undefined);

export function refuseUnreadableMail(actor: Held, template: MailTemplate): void {
  const scope = missing(actor, template);
  if (scope !== undefined) throw forbidden(scope);
}
