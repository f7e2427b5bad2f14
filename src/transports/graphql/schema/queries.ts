import { getProduct, listProducts, searchVariants } from "#core/catalog/index.ts";
import { listPermissions } from "#core/catalogue.ts";
import { listChannels, listLocations } from "#core/channels/index.ts";
import { getCustomer, getCustomerTotals, listCustomers } from "#core/customers/index.ts";
import { getEvent, listEvents } from "#core/events/index.ts";
import { lookupShipments } from "#core/fulfillment/index.ts";
import { listLevels, listMovements } from "#core/inventory/index.ts";
import { listInvitations } from "#core/invitations/index.ts";
import { getApiKey, listApiKeys } from "#core/keys/index.ts";
import { listOAuthClients } from "#core/oauth/index.ts";
import { getOrder, listOrders } from "#core/orders/index.ts";
import { lookupPayments } from "#core/payments/index.ts";
import { getRole, listRoles } from "#core/roles/index.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import { currentUser, getUser, listUsers } from "#core/users/index.ts";
import { getDelivery, getEndpoint, listDeliveries, listEndpoints } from "#core/webhooks/index.ts";
import { type Ask, byEvent, byId, connection, list, one } from "./asks.ts";

/** Every field of `Query` that an operation answers. */
export const queries: Readonly<Record<string, Ask>> = {
  order: one(getOrder),
  orders: connection(listOrders, { item: getOrder.output }),
  customer: one(getCustomer),
  customers: connection(listCustomers, { item: getCustomer.output }),
  customerTotals: list(getCustomerTotals, getCustomerTotals.output.shape.data.element),
  product: one(getProduct),
  products: connection(listProducts, { item: getProduct.output }),
  variants: list(searchVariants, searchVariants.output.shape.data.element),
  user: one(getUser),
  users: connection(listUsers, { item: getUser.output }),
  me: one(currentUser),
  invitations: list(listInvitations, listInvitations.output.shape.data.element),
  role: one(getRole),
  roles: list(listRoles, listRoles.output.shape.data.element),
  permissions: list(listPermissions, listPermissions.output.shape.data.element),
  tenant: one(currentTenant),
  stockLevels: connection(listLevels, { item: listLevels.output.shape.data.element }),
  stockMovements: connection(listMovements, { item: listMovements.output.shape.data.element }),
  payment: byId(lookupPayments),
  shipment: byId(lookupShipments),
  channels: list(listChannels, listChannels.output.shape.data.element),
  locations: list(listLocations, listLocations.output.shape.data.element),
  event: one(getEvent),
  events: connection(listEvents, { item: getEvent.output, read: byEvent }),
  apiKey: one(getApiKey),
  apiKeys: list(listApiKeys, listApiKeys.output.shape.data.element),
  oauthClients: list(listOAuthClients, listOAuthClients.output.shape.data.element),
  webhookEndpoint: one(getEndpoint),
  webhookEndpoints: connection(listEndpoints, { item: getEndpoint.output }),
  webhookDelivery: one(getDelivery),
  webhookDeliveries: connection(listDeliveries, { item: listDeliveries.output.shape.data.element }),
};
