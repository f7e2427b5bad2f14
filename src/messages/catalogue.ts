import { account } from "#messages/en/account.ts";
import { apiKeys } from "#messages/en/api-keys.ts";
import { apis } from "#messages/en/apis.ts";
import { audit } from "#messages/en/audit.ts";
import { auth } from "#messages/en/auth.ts";
import { customerPage } from "#messages/en/customer-page.ts";
import { customers } from "#messages/en/customers.ts";
import { deliveries } from "#messages/en/deliveries.ts";
import { erp } from "#messages/en/erp.ts";
import { errors } from "#messages/en/errors.ts";
import { events, newerEvent } from "#messages/en/events.ts";
import { factor } from "#messages/en/factor.ts";
import { home } from "#messages/en/home.ts";
import { importing } from "#messages/en/import.ts";
import { inbox } from "#messages/en/inbox.ts";
import { integrations } from "#messages/en/integrations.ts";
import { mail } from "#messages/en/mail.ts";
import { mapping } from "#messages/en/mapping.ts";
import { orderDetail } from "#messages/en/order-detail.ts";
import { orderDialog } from "#messages/en/order-dialog.ts";
import { orderForm } from "#messages/en/order-form.ts";
import { orderList } from "#messages/en/order-list.ts";
import { orders } from "#messages/en/orders.ts";
import { packing } from "#messages/en/packing.ts";
import { people } from "#messages/en/people.ts";
import { products } from "#messages/en/products.ts";
import { queues } from "#messages/en/queues.ts";
import { reconciling } from "#messages/en/reconciling.ts";
import { roles } from "#messages/en/roles.ts";
import { settings } from "#messages/en/settings.ts";
import { shell } from "#messages/en/shell.ts";
import { sources } from "#messages/en/sources.ts";
import { stock } from "#messages/en/stock.ts";
import { ui } from "#messages/en/ui.ts";
import { webhooks } from "#messages/en/webhooks.ts";

/** Every text of the interface, in ICU message syntax; another language is another object of this type. */
export const en = {
  account,
  apiKeys,
  apis,
  audit,
  ui,
  shell,
  orders,
  errors,
  erp,
  orderList,
  orderDetail,
  orderDialog,
  orderForm,
  packing,
  people,
  roles,
  products,
  stock,
  customers,
  factor,
  customerPage,
  home,
  events,
  newerEvent,
  import: importing,
  deliveries,
  integrations,
  inbox,
  mapping,
  sources,
  webhooks,
  queues,
  mail,
  reconciling,
  settings,
  auth,
};

export type Catalogue = typeof en;

declare module "use-intl" {
  interface AppConfig {
    Messages: Catalogue;
    Locale: "en";
  }
}
