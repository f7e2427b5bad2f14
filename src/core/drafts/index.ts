export { confirmOrder } from "./confirm-order.ts";
export { discardDraft } from "./discard-draft.ts";
export { draftOrder } from "./draft-order.ts";
export { updateDraft } from "./update-draft.ts";
