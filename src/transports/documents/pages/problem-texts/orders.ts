import type { ProblemText } from "./text.ts";

/** Orders, stock, shipments, payments and customers. */
export const orders: Readonly<Record<string, ProblemText>> = {
  "inventory.insufficient_stock": {
    happened: "Less stock is available than at least one line asks for. Nothing was reserved and no order was made.",
    why: "Available is what is on hand, less what is reserved for other orders and less the safety stock. Other orders may have been placed since you read the stock level. The hub never promises more than it has.",
    todo: "Each entry of `errors` names a short line with its `sku`, how many were `requested` and how many are `available`. Order at most that many, drop the line, or wait for `stock.changed`. To sell before goods arrive, allow backorders on the stock level.",
  },
  "inventory.negative_stock": {
    happened: "The adjustment would make the stock negative. The stock was not changed.",
    why: "It would remove more than is on hand there.",
    todo: "Read the level again: `errors` says how many are on hand. Remove at most that, or set the counted quantity.",
  },
  "inventory.too_much_stock": {
    happened: "The adjustment would exceed the largest stock level.",
    why: "Usually a quantity was typed twice, or a price is in the column of quantities.",
    todo: "Check the quantity; `errors` names the largest one allowed.",
  },
  "inventory.unknown_level": {
    happened: "There is no such article at this location, so there is no stock to read or change.",
    why: "The SKU or the code of the location is wrong, or the location is not active.",
    todo: "Check both: `GET /api/v2/stock-levels` lists the existing ones.",
  },
  "order.unknown_channel": {
    happened: "The order names a channel that this shop does not have.",
    why: "The code is misspelt, or the channel was switched off.",
    todo: "`GET /api/v2/channels` lists the codes. Channels are made under Settings.",
  },
  "order.wrong_lines": {
    happened: "At least one line cannot be ordered. No order was made.",
    why: "Its article does not exist or is not for sale, has no price in the currency of the order, or the amounts do not add up.",
    todo: "Each entry of `errors` points at a line and says why. Fix those lines, or give a `unitPrice` where the catalogue has none.",
  },
  "order.unknown_customer": {
    happened: "The order names a customer id that does not exist.",
    why: "The customer was deleted or merged, or the id is of another system.",
    todo: "Send the customer by `email` or `reference` instead of by id, or create the customer first.",
  },
  "order.unknown_lines": {
    happened: "The request names a line that this order does not have.",
    why: "The id is of another order, or of an article instead of a line.",
    todo: "Read the order and use the ids in its `lines`.",
  },
  "order.unknown_assignee": {
    happened: "The new assignee is not an active user here.",
    why: "The user was deleted or deactivated, or the id is wrong.",
    todo: "Choose one of the users of this shop, or `null` for no assignee.",
  },
  "order.duplicate": {
    happened: "This channel has already sent an order with this external id and other content. The first order stays.",
    why: "The same id with the same content returns the existing order; with other content it is a mistake on one side.",
    todo: "`details.orderId` is the order that exists. Change that order, or give the new one an id of its own.",
  },
  "order.exceeds_open": {
    happened: "At least one line has fewer units left than requested. Nothing was changed.",
    why: "Units were shipped, cancelled or returned since you read the order.",
    todo: "Read the order again; `errors` says how many are left of each line.",
  },
  "order.is_draft": {
    happened: "This is not possible with a draft.",
    why: "A draft reserves no stock and owes no money until it is confirmed.",
    todo: "Confirm the draft first.",
  },
  "order.not_draft": {
    happened: "This is possible only with a draft, and the order has been placed.",
    why: "A user confirmed it since you read it.",
    todo: "Change the placed order, or cancel it.",
  },
  "order.cancelled": {
    happened: "The order is cancelled and can no longer be changed.",
    why: "It was cancelled, perhaps since you read it.",
    todo: "Place a new order. Money that is still due can be refunded.",
  },
  "order.already_shipped": {
    happened: "There is nothing left in this order to cancel.",
    why: "Every unit is already cancelled or shipped.",
    todo: "Record the goods as a return, and refund them then.",
  },
  "order.on_hold": {
    happened: "The order is on hold, so it cannot be shipped.",
    why: "A user or a rule put it on hold; `details.reasons` says why.",
    todo: "Resolve the reasons and release the order, then ship it.",
  },
  "order.not_on_hold": {
    happened: "The order is not on hold, so there is nothing to release.",
    why: "It was released already, or the hold expired.",
    todo: "Continue with the order as it is.",
  },
  "shipment.nothing_to_ship": {
    happened: "Nothing of this order is left to ship.",
    why: "All of it has been shipped or cancelled.",
    todo: "Read the order again. For a replacement, place a new order.",
  },
  "shipment.unknown_location": {
    happened: "The shipment's location has none of these goods.",
    why: "The code is misspelt, or the units are reserved elsewhere.",
    todo: "Choose one of the locations in the order’s `reservations`.",
  },
  "shipment.not_on_its_way": {
    happened: "The shipment is no longer in transit.",
    why: "It was delivered, returned or cancelled before.",
    todo: "`details.status` says where it is. Read it again before you change it.",
  },
  "shipment.returned": {
    happened: "The shipment cannot be cancelled, because some of its goods were returned already.",
    why: "Both together would add the same goods to the stock twice.",
    todo: "Use the return instead.",
  },
  "shipment.unknown_tracking_number": {
    happened: "No shipment has this tracking number yet.",
    why: "Carriers often report before the warehouse does, or the number is mistyped.",
    todo: "Try again later: messages of carriers are kept and retried for a while.",
  },
  "payment.exceeds_due": {
    happened: "The amount is more than the order still owes.",
    why: "It was paid in part, or units were cancelled, since you read it.",
    todo: "`details` has what was `requested` and what is `available`, in minor units of `currency`. Ask for that at most.",
  },
  "payment.exceeds_authorized": {
    happened: "The amount to capture is more than the payment has authorized.",
    why: "Part of it was captured or voided before.",
    todo: "Capture at most `details.available`, and request the rest with another payment.",
  },
  "payment.exceeds_captured": {
    happened: "The amount to refund is more than was captured.",
    why: "Part of it was refunded before, or a refund is pending.",
    todo: "Refund at most `details.available`.",
  },
  "payment.nothing_to_refund": {
    happened: "Nothing was paid for these units that could be refunded.",
    why: "They were free, not yet paid, or refunded already.",
    todo: "Look at `paid` and `refunded` of the order. A refund of an amount, without lines, returns other payments.",
  },
  "payment.nothing_to_void": {
    happened: "The payment has no authorized amount to void.",
    why: "It was captured, voided or declined before.",
    todo: "Refund a captured amount instead.",
  },
  "payment.capture_pending": {
    happened: "The order cannot be cancelled with a refund while a capture is pending. Nothing was changed.",
    why: "An amount being captured can be refunded only after the provider has responded, and would be missed.",
    todo: "Try again in a moment, or cancel without `refund` and refund what is due once the capture has finished.",
  },
  "payment.already_answered": {
    happened: "The provider reported two different results for one request. The first one stays.",
    why: "This happens when a provider corrects itself, or when a result was recorded by hand as well.",
    todo: "Compare both in `details` with the provider’s own dashboard and record the difference.",
  },
  "payment.answer_exceeds_request": {
    happened: "The recorded result is for more money than was requested.",
    why: "It belongs to another request, or is in the wrong unit: amounts are in minor units.",
    todo: "Check the reference and the amount; `details.available` is the requested amount.",
  },
  "payment.reference_taken": {
    happened: "Another payment has this reference of the provider.",
    why: "A reference identifies one payment; recording it twice would count the money twice.",
    todo: "Look that payment up before you record anything.",
  },
  "payment.wrong_currency": {
    happened: "The payment is in another currency than its order.",
    why: "An order has a single currency.",
    todo: "Send the amount in the currency of the order; nothing is converted here.",
  },
  "payment.too_large": {
    happened: "The payments of the order would exceed the largest amount of an order.",
    why: "An amount is probably in the wrong unit.",
    todo: "Amounts are in minor units: £15.90 is 1590.",
  },
  "payment.method_unavailable": {
    happened: "Payments by this method are not set up for this shop.",
    why: "The method is misspelt, or its provider has no keys on this server.",
    todo: "Use a method that is set up; `test` and `manual` always are in a demo.",
  },
  "payment.provider_missing": {
    happened: "The worker process has no configuration for this payment provider.",
    why: "Its keys are missing in the settings of the worker.",
    todo: "The hub's operator sets the keys of the provider; the request is retried by itself.",
  },
  "customer.email_taken": {
    happened: "Another customer has this email.",
    why: "An email identifies one customer, so that orders find theirs.",
    todo: "`details.customerId` is that customer: change it instead of making another.",
  },
  "customer.reference_taken": {
    happened: "Another customer has this reference.",
    why: "A reference is the customer’s number in your other system and is unique.",
    todo: "`details.customerId` is that customer. Check which of the two numbers is right.",
  },
};
