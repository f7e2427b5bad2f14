import type { ProblemText } from "./text.ts";

/** Orders, stock, shipments, payments and customers. */
export const orders: Readonly<Record<string, ProblemText>> = {
  "inventory.insufficient_stock": {
    happened: "Less stock is available than at least one line asks for. Nothing was reserved and no order was made.",
    why: "Available is what is on hand, less what is reserved for other orders and less the safety stock. Between your look at the stock and your order, others may have bought. The hub never promises more than it has.",
    todo: "Each entry of `errors` names a short line with its `sku`, how many were `requested` and how many are `available`. Order at most that many, drop the line, or wait for `stock.changed`. To sell before goods arrive, allow backorders on the stock level.",
  },
  "inventory.negative_stock": {
    happened: "The adjustment would leave less than nothing on the shelf. The stock was not changed.",
    why: "More was to be taken away than is on hand there.",
    todo: "Read the level again: `errors` says how many are on hand. Take away at most that, or set the counted quantity.",
  },
  "inventory.too_much_stock": {
    happened: "The adjustment would make a level larger than a level may be.",
    why: "Usually a quantity was typed twice, or a price landed in the column of quantities.",
    todo: "Check the figure; `errors` names the largest one.",
  },
  "inventory.unknown_level": {
    happened: "There is no such article at this location, so there is no stock to read or change.",
    why: "The SKU or the code of the location is wrong, or the location is not active.",
    todo: "Check both: `GET /api/v2/stock-levels` lists what there is.",
  },
  "order.unknown_channel": {
    happened: "The order names a channel that this shop does not have.",
    why: "The code is misspelt, or the channel was switched off.",
    todo: "`GET /api/v2/channels` lists the codes. Channels are made under Settings.",
  },
  "order.wrong_lines": {
    happened: "At least one line cannot be ordered. No order was made.",
    why: "Its article does not exist or is not for sale, has no price in the currency of the order, or the amounts do not fit together.",
    todo: "Each entry of `errors` points at a line and says why. Mend those lines, or give a `unitPrice` where the catalogue has none.",
  },
  "order.unknown_customer": {
    happened: "The order names a customer id that does not exist.",
    why: "The customer was deleted or merged, or the id is of another system.",
    todo: "Send the customer by `email` or `reference` instead of by id, or make the customer first.",
  },
  "order.unknown_lines": {
    happened: "The request names a line that this order does not have.",
    why: "The id is of another order, or of an article instead of a line.",
    todo: "Read the order and use the ids in its `lines`.",
  },
  "order.unknown_assignee": {
    happened: "The order was to be given to somebody who is not an active user here.",
    why: "The user was removed or switched off, or the id is wrong.",
    todo: "Choose one of the users of this shop, or `null` for nobody.",
  },
  "order.duplicate": {
    happened:
      "This channel has sent an order with this external id before, and it said something else. The first one stands.",
    why: "The same id with the same content is the same order and would have been answered; with other content it is a mistake on one side.",
    todo: "`details.orderId` is the order that exists. Change that order, or give the new one an id of its own.",
  },
  "order.exceeds_open": {
    happened: "At least one line has fewer units left than the request is about. Nothing was changed.",
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
    why: "Somebody confirmed it in the meantime.",
    todo: "Change the placed order, or cancel it.",
  },
  "order.cancelled": {
    happened: "The order is cancelled, and nothing more can be done with it.",
    why: "Somebody cancelled it, perhaps since you read it.",
    todo: "Place a new order. Money that is still to be given back can be refunded.",
  },
  "order.already_shipped": {
    happened: "There is nothing left in this order to cancel.",
    why: "Everything that is not cancelled already has left the warehouse.",
    todo: "Let the goods come back as a return, and refund them then.",
  },
  "order.on_hold": {
    happened: "The order is on hold, so nothing of it is shipped.",
    why: "Somebody or a rule stopped it; `details.reasons` says why.",
    todo: "See to the reasons and release the order, then ship it.",
  },
  "order.not_on_hold": {
    happened: "The order is not on hold, so there is nothing to release.",
    why: "Somebody else released it, or the hold ran out.",
    todo: "Go on with the order as it is.",
  },
  "shipment.nothing_to_ship": {
    happened: "Nothing of this order is left to ship.",
    why: "All of it has been shipped or cancelled.",
    todo: "Read the order again. For a replacement, place a new order.",
  },
  "shipment.unknown_location": {
    happened: "The shipment is to leave from a location that keeps none of these goods.",
    why: "The code is misspelt, or the units are reserved elsewhere.",
    todo: "Choose one of the locations in the order’s `reservations`.",
  },
  "shipment.not_on_its_way": {
    happened: "The shipment is not on its way any more.",
    why: "It was delivered, came back or was called off before.",
    todo: "`details.status` says where it is. Read it again before you change it.",
  },
  "shipment.returned": {
    happened: "The shipment cannot be called back, because goods of it were returned already.",
    why: "Both together would put the same goods on the shelf twice.",
    todo: "Work with the return.",
  },
  "shipment.unknown_tracking_number": {
    happened: "No shipment has this tracking number yet.",
    why: "Carriers often tell sooner than the warehouse, or the number is mistyped.",
    todo: "Try again later: messages of carriers are kept and tried for a while by themselves.",
  },
  "payment.exceeds_due": {
    happened: "More money was to be taken than the order still owes.",
    why: "It was paid in part, or units were cancelled, since you read it.",
    todo: "`details` has what was `requested` and what is `available`, in minor units of `currency`. Ask for that at most.",
  },
  "payment.exceeds_authorized": {
    happened: "More money was to be captured than the payment has set aside.",
    why: "Part of it was captured or freed before.",
    todo: "Capture what `details.available` says at most, and ask the customer for the rest with another payment.",
  },
  "payment.exceeds_captured": {
    happened: "More money was to be given back than was taken.",
    why: "Part of it was refunded before, or a refund is under way.",
    todo: "Refund what `details.available` says at most.",
  },
  "payment.nothing_to_refund": {
    happened: "For these units nothing was paid that could be given back.",
    why: "They were free, not yet paid, or refunded already.",
    todo: "Look at `paid` and `refunded` of the order. A refund of an amount, without lines, gives back what else was paid.",
  },
  "payment.nothing_to_void": {
    happened: "The payment has no money set aside that could be freed.",
    why: "It was captured, freed or refused before.",
    todo: "Captured money goes back by a refund.",
  },
  "payment.capture_pending": {
    happened: "The order was to be cancelled with its refund while a capture is on its way. Nothing was changed.",
    why: "Money that the provider is just taking can only be given back once it has answered, and would be forgotten.",
    todo: "Try again in a moment, or cancel without `refund` and refund what is due when the capture is answered.",
  },
  "payment.already_answered": {
    happened: "The provider told two different results of one request. The first one stands.",
    why: "This happens when a provider corrects itself, or when a result was recorded by hand as well.",
    todo: "Compare both in `details` with the provider’s own screen and record what differs.",
  },
  "payment.answer_exceeds_request": {
    happened: "The recorded result is about more money than was asked for.",
    why: "It belongs to another request, or is in the wrong unit: amounts are in minor units.",
    todo: "Check the reference and the amount; `details.available` is what was asked for.",
  },
  "payment.reference_taken": {
    happened: "Another payment has this reference of the provider.",
    why: "A reference stands for one payment; the same one twice would count money twice.",
    todo: "Look that payment up before you record anything.",
  },
  "payment.wrong_currency": {
    happened: "The payment is in another currency than its order.",
    why: "An order is in one currency from its beginning to its end.",
    todo: "Send the amount in the currency of the order; nothing is converted here.",
  },
  "payment.too_large": {
    happened: "The payments of the order would come to more than any order may.",
    why: "An amount is probably in the wrong unit.",
    todo: "Amounts are in minor units: £15.90 is 1590.",
  },
  "payment.method_unavailable": {
    happened: "Payments by this method are not set up for this shop.",
    why: "The method is misspelt, or its provider has no keys on this server.",
    todo: "Use a method that is set up; `test` and `manual` always are in a demo.",
  },
  "payment.provider_missing": {
    happened: "The process that asks payment providers does not know this one.",
    why: "Its keys are missing in the settings of the worker.",
    todo: "Whoever runs the hub sets the keys of the provider; the request is tried again by itself.",
  },
  "customer.email_taken": {
    happened: "Another customer has this email.",
    why: "An email stands for one customer, so that orders find theirs.",
    todo: "`details.customerId` is that customer: change it instead of making another.",
  },
  "customer.reference_taken": {
    happened: "Another customer has this reference.",
    why: "A reference is the customer’s number in your other system and stands for one.",
    todo: "`details.customerId` is that customer. Check which of the two numbers is right.",
  },
};
