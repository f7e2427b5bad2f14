import { confirmOrder, discardDraft, draftOrder, updateDraft } from "#core/drafts/index.ts";
import {
  insufficientStock,
  methodUnavailable,
  notDraft,
  unknownChannel,
  unknownCustomer,
  wrongLines,
} from "#core/orders/errors.ts";
import { route, version } from "../route.ts";

/** A draft is an order already and is read as one. */
const draft = { tag: "Drafts", version };

export const draftRoutes = [
  route({
    ...draft,
    method: "POST",
    path: "/drafts",
    operation: draftOrder,
    status: 201,
    location: ({ id }) => `/orders/${id}`,
    failures: [unknownChannel, unknownCustomer, wrongLines],
  }),
  route({
    ...draft,
    method: "PUT",
    path: "/drafts/{id}",
    operation: updateDraft,
    failures: [notDraft, unknownChannel, unknownCustomer, wrongLines],
  }),
  route({ ...draft, method: "DELETE", path: "/drafts/{id}", operation: discardDraft, failures: [notDraft] }),
  route({
    ...draft,
    method: "POST",
    path: "/drafts/{id}/confirm",
    operation: confirmOrder,
    failures: [notDraft, insufficientStock, unknownChannel, wrongLines, methodUnavailable],
  }),
];
