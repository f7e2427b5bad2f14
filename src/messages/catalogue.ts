import { auth } from "#messages/en/auth.ts";
import { customers } from "#messages/en/customers.ts";
import { errors } from "#messages/en/errors.ts";
import { home } from "#messages/en/home.ts";
import { importing } from "#messages/en/import.ts";
import { orderDetail } from "#messages/en/order-detail.ts";
import { orderDialog } from "#messages/en/order-dialog.ts";
import { orderForm } from "#messages/en/order-form.ts";
import { orderList } from "#messages/en/order-list.ts";
import { orders } from "#messages/en/orders.ts";
import { products } from "#messages/en/products.ts";
import { shell } from "#messages/en/shell.ts";
import { stock } from "#messages/en/stock.ts";
import { ui } from "#messages/en/ui.ts";

/** Every text of the interface, in ICU message syntax; another language is another object of this type. */
export const en = {
  ui,
  shell,
  orders,
  orderList,
  orderDetail,
  orderDialog,
  orderForm,
  products,
  stock,
  customers,
  home,
  import: importing,
  auth,
  errors,
};

export type Catalogue = typeof en;

declare module "use-intl" {
  interface AppConfig {
    Messages: Catalogue;
    Locale: "en";
  }
}
