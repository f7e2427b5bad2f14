import { confirmOrder, discardDraft, draftOrder, updateDraft } from "#core/drafts/index.ts";
import { route, version } from "../route.ts";

/** A draft is an order and is read as one. */
const draft = { tag: "Drafts", version };

export const draftRoutes = [
  route({
    ...draft,
    method: "POST",
    path: "/drafts",
    operation: draftOrder,
    status: 201,
    location: ({ id }) => `/orders/${id}`,
  }),
  route({
    ...draft,
    method: "PUT",
    path: "/drafts/{id}",
    operation: updateDraft,
  }),
  route({ ...draft, method: "DELETE", path: "/drafts/{id}", operation: discardDraft }),
  route({
    ...draft,
    method: "POST",
    path: "/drafts/{id}/confirm",
    operation: confirmOrder,
  }),
];
