import { errors } from "#messages/en/errors.ts";
import { orders } from "#messages/en/orders.ts";
import { shell } from "#messages/en/shell.ts";
import { ui } from "#messages/en/ui.ts";

/** What every page says; the rest comes with the screen that says it. */
export const shared = { ui, shell, orders, errors };
