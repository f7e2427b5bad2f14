import type { z } from "zod";
import { createProduct, updateProduct } from "#core/catalog/index.ts";
import { createChannel, createLocation, updateChannel } from "#core/channels/index.ts";
import { createCustomer, updateCustomer } from "#core/customers/index.ts";
import { confirmOrder, discardDraft, draftOrder, updateDraft } from "#core/drafts/index.ts";
import { cancelShipment, createShipment, deliverShipment, trackShipment } from "#core/fulfillment/index.ts";
import { adjustStock, allocateStock, configureLevel, countStock } from "#core/inventory/index.ts";
import { createInvitation, resendInvitation, revokeInvitation } from "#core/invitations/index.ts";
import { createApiKey, revokeApiKey, rotateApiKey, updateApiKey } from "#core/keys/index.ts";
import { createOAuthClient, revokeOAuthClient } from "#core/oauth/index.ts";
import { cancelOrder, holdOrder, noteOrder, placeOrder, releaseOrder, updateOrder } from "#core/orders/index.ts";
import { capturePayment, createPayment, recordPayment, refundPayment, voidPayment } from "#core/payments/index.ts";
import { createRole, deleteRole, updateRole } from "#core/roles/index.ts";
import { activateUser, createUser, deleteUser, updateUser } from "#core/users/index.ts";
import {
  cancelDelivery,
  createEndpoint,
  deleteEndpoint,
  muteDelivery,
  pauseEndpoint,
  resumeEndpoint,
  retryDelivery,
  retryFailed,
  rotateSecret,
  sendTest,
  updateEndpoint,
} from "#core/webhooks/index.ts";
import { type Tell, tell } from "./tells.ts";

const named = <T extends z.ZodType>(schema: T, id: string) => schema.meta({ id });

/** Every field of `Mutation`. */
export const mutations: Readonly<Record<string, Tell>> = {
  placeOrder: tell(placeOrder, { schema: placeOrder.output.shape.order, of: ({ order }) => order }),
  updateOrder: tell(updateOrder),
  cancelOrder: tell(cancelOrder),
  holdOrder: tell(holdOrder),
  releaseOrder: tell(releaseOrder),
  addOrderNote: tell(noteOrder),
  draftOrder: tell(draftOrder),
  updateDraft: tell(updateDraft),
  confirmOrder: tell(confirmOrder),
  discardDraft: tell(discardDraft),
  createPayment: tell(createPayment),
  capturePayment: tell(capturePayment),
  voidPayment: tell(voidPayment),
  refundPayment: tell(refundPayment),
  recordPayment: tell(recordPayment),
  createShipment: tell(createShipment),
  deliverShipment: tell(deliverShipment),
  trackShipment: tell(trackShipment),
  cancelShipment: tell(cancelShipment),
  createProduct: tell(createProduct),
  updateProduct: tell(updateProduct),
  createCustomer: tell(createCustomer),
  updateCustomer: tell(updateCustomer),
  createUser: tell(createUser),
  updateUser: tell(updateUser),
  activateUser: tell(activateUser),
  deleteUser: tell(deleteUser, { schema: named(deleteUser.output.clone(), "DeletedUser"), of: (output) => output }),
  createInvitation: tell(createInvitation),
  resendInvitation: tell(resendInvitation),
  revokeInvitation: tell(revokeInvitation),
  createRole: tell(createRole),
  updateRole: tell(updateRole),
  deleteRole: tell(deleteRole),
  adjustStock: tell(adjustStock),
  allocateStock: tell(allocateStock),
  configureStockLevel: tell(configureLevel),
  countStock: tell(countStock),
  createChannel: tell(createChannel),
  updateChannel: tell(updateChannel),
  createLocation: tell(createLocation),
  createApiKey: tell(createApiKey),
  updateApiKey: tell(updateApiKey),
  rotateApiKey: tell(rotateApiKey),
  revokeApiKey: tell(revokeApiKey),
  createOAuthClient: tell(createOAuthClient),
  revokeOAuthClient: tell(revokeOAuthClient),
  createWebhookEndpoint: tell(createEndpoint),
  updateWebhookEndpoint: tell(updateEndpoint),
  deleteWebhookEndpoint: tell(deleteEndpoint),
  pauseWebhookEndpoint: tell(pauseEndpoint),
  resumeWebhookEndpoint: tell(resumeEndpoint),
  testWebhookEndpoint: tell(sendTest),
  rotateWebhookSecret: tell(rotateSecret),
  retryWebhookDelivery: tell(retryDelivery),
  cancelWebhookDelivery: tell(cancelDelivery),
  muteWebhookDelivery: tell(muteDelivery),
  retryFailedWebhookDeliveries: tell(retryFailed),
};
