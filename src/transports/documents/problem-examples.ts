import {
  invalidKey,
  invalidLink,
  invalidToken,
  plainPassword,
  replayedToken,
  staleToken,
  unsupportedCredential,
} from "#auth/errors.ts";
import * as catalog from "#core/catalog/errors.ts";
import * as channels from "#core/channels/errors.ts";
import * as customers from "#core/customers/errors.ts";
import * as erp from "#core/erp/errors.ts";
import * as events from "#core/events/errors.ts";
import * as exports from "#core/exports/errors.ts";
import * as fulfillment from "#core/fulfillment/errors.ts";
import * as imports from "#core/imports/errors.ts";
import * as inbound from "#core/inbound/errors.ts";
import * as inventory from "#core/inventory/errors.ts";
import * as invitations from "#core/invitations/errors.ts";
import * as jobs from "#core/jobs/errors.ts";
import * as kernel from "#core/kernel/errors.ts";
import { beyondOwnScopes } from "#core/kernel/own-scopes.ts";
import * as keys from "#core/keys/errors.ts";
import * as links from "#core/links/errors.ts";
import * as mail from "#core/mail/errors.ts";
import * as mapping from "#core/mapping/errors.ts";
import * as orders from "#core/order/errors.ts";
import * as packing from "#core/packing/errors.ts";
import * as payments from "#core/payments/errors.ts";
import * as reconciliation from "#core/reconciliation/errors.ts";
import * as roles from "#core/roles/errors.ts";
import * as ledger from "#core/runtime/event-log.ts";
import * as uploads from "#core/uploads/errors.ts";
import * as users from "#core/users/errors.ts";
import * as webhooks from "#core/webhooks/errors.ts";
import { quotaExceeded } from "#transports/gateway/limits.ts";
import { addressRefused } from "#transports/gateway/prove.ts";
import { HttpRefusal, type HttpRefusalCode } from "#transports/shared/http-refusal.ts";
import * as http from "#transports/shared/http-refusal.ts";
import { malformed, notUnderstood, versionMismatch } from "../soap/message/failures.ts";

const ID = "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11";

const refused = (code: HttpRefusalCode, message: string) => new HttpRefusal(code, message);

const line = { pointer: "/lines/0", detail: "2 of BSK-07 were asked for, and 1 is available.", sku: "BSK-07" };
const noLine = { pointer: "/lines/0/id", detail: "The order has no such line." };
const sku = { pointer: "/variants/0/sku", detail: "Another article has this SKU.", sku: "BSK-07" };

const ofRequests = [
  kernel.invalid([{ pointer: "/lines/0/quantity", detail: "A quantity is a whole number." }]),
  kernel.unauthenticated(),
  invalidKey(),
  invalidToken(),
  invalidLink(),
  links.tooManyLinks(50),
  unsupportedCredential("basic"),
  staleToken(),
  replayedToken(),
  plainPassword(),
  malformed("A Body holds one element: the request."),
  notUnderstood("urn:example", "Transaction"),
  versionMismatch("text/xml", "1.1"),
  kernel.forbidden("orders:write"),
  kernel.notFound("order", ID),
  kernel.stale("order", 4),
  kernel.internal(undefined),
  kernel.unavailable(undefined),
  kernel.rightsChanged(),
  kernel.timedOut(),
  ledger.keyInProgress(),
  ledger.keyReused(),
  http.unreadableBody("The body is not valid JSON.", ""),
  http.unknownParameter([{ name: "statuss", nearest: "status" }]),
  http.unknownName({ parameter: "fields", name: "nmber", nearest: "number" }),
  http.wrongHeader("Idempotency-Key", "An idempotency key is 1 to 255 visible ASCII characters."),
  http.unknownVersion("3", ["1", "2"]),
  http.contradictoryVersions(["1", "2"]),
  http.ifMatchRequired(),
  http.unknownPath(),
  addressRefused("198.51.100.7"),
  quotaExceeded({ kind: "key", quota: 600, windowS: 60, remaining: 0, resetS: 12, allowed: false }),
  refused("request.method_not_allowed", "This address takes GET, POST, HEAD, OPTIONS."),
  refused("request.not_acceptable", "Answers are application/json or application/vnd.crossdock.v2+json."),
  refused("version.gone", "Version 1 of the API has ended. Use /api/v2."),
  refused("request.too_large", "A body is at most 1,048,576 bytes long."),
  refused("request.too_slow", "The body had not arrived within 30 seconds."),
  refused("request.uri_too_long", "An address is at most 8192 characters long."),
  refused("request.range_not_satisfiable", "The file has 1048576 bytes."),
  refused("request.unsupported_media_type", "The body must be application/json."),
];

const asked = { currency: "GBP", requested: 5000, available: 1590 };
const ofSelling = [
  orders.unknownChannel("nowhere"),
  orders.wrongLines([{ pointer: "/lines/0/sku", detail: "There is no article NONE.", sku: "NONE" }]),
  orders.unknownCustomer(ID),
  orders.insufficientStock([{ ...line, requested: 2, available: 1 }]),
  orders.duplicateOrder("web", "A-1001", ID),
  orders.methodUnavailable("stripe"),
  orders.unknownLines([noLine]),
  orders.tooMany([{ pointer: "/lines/0/quantity", detail: "Only 1 is left.", requested: 2, available: 1 }]),
  orders.isDraft(),
  orders.notDraft(),
  orders.isCancelled(),
  orders.nothingToCancel(),
  orders.isOnHold(["fraud"]),
  orders.notHeld(),
  orders.unknownAssignee(ID),
  payments.exceedsDue(asked),
  payments.exceedsAuthorized(asked),
  payments.exceedsCaptured(asked),
  payments.nothingToRefund(),
  payments.beyondKeeping("/captured", "GBP"),
  payments.nothingToVoid(),
  payments.captureOnItsWay("GBP", 1590),
  payments.alreadyAnswered("GBP", { outcome: "succeeded", amount: 1590 }, { outcome: "failed", amount: 1590 }),
  payments.answersTooMuch(asked),
  payments.referenceTaken("pi_3QK"),
  payments.wrongCurrency("EUR", "GBP"),
  fulfillment.unknownLocation("nowhere"),
  fulfillment.nothingToShip(),
  fulfillment.notOnItsWay("delivered"),
  fulfillment.cameBack(),
  fulfillment.unknownTrackingNumber("1Z999"),
  packing.unknownPlace("nowhere"),
  packing.stationBusy("Sam Carter", "2026-11-22T18:00:00.000Z"),
  packing.takenOver("Sam Carter"),
  packing.stationClosed(),
  packing.clientIdReused(),
  packing.orderUnderWay("1042"),
  packing.packedElsewhere("Bench 2", "Sam Carter"),
  packing.notCovered(),
  packing.nothingHere("main"),
  customers.emailTaken("a@example.com", ID),
  customers.referenceTaken("C-17", ID),
];

const ofGoods = [
  catalog.skuTaken([sku]),
  catalog.wrongVariants([{ pointer: "/variants/0/id", detail: "The product has no such variant." }]),
  inventory.unknownLevel("BSK-07", "nowhere"),
  inventory.negativeStock({ sku: "BSK-07", location: "main", onHand: 3 }, -5),
  inventory.tooMuchStock(1_000_000_000),
  channels.codeTaken("channel", "web"),
  channels.unknownLocations([{ pointer: "/locations/0", detail: "There is no location nowhere." }]),
];

const ofEvents = [
  events.tooSlow(),
  events.positionExpired(),
  events.unknownPosition(ID),
  events.unknownChannels(["nowhere"]),
  events.tooManyStreams(10),
  webhooks.endpointDisabled(),
  webhooks.endpointPaused(),
  webhooks.privateTarget(),
  webhooks.movedSecret("headers"),
  webhooks.stillCancelling(),
  webhooks.unknownChannel(["nowhere"]),
  webhooks.deliveryFinished("delivered"),
  webhooks.wrongTransform('Expected ")" before end of expression.'),
  inbound.codeTaken("acme"),
  inbound.needsOperation("/operation"),
  inbound.knowsItself("stripe"),
  inbound.needsChannel(),
  inbound.unknownChannel("nowhere"),
  inbound.noSecrets(),
  inbound.unfitSecret(),
  inbound.alreadyProcessed(),
  mapping.mappingSyntax('Expected ")" before end of expression.', 17),
  mapping.mappingTimeout(500),
  mapping.mappingFailed("The number is not one."),
  mapping.mappingTooLarge("The expression"),
  mapping.mappingBusy(),
  mapping.mappingStarved(),
  mapping.mappingQuota(3),
];

const ofWork = [
  imports.unreadableFile("The file has no header row."),
  imports.unknownFile(`uploads/${ID}`),
  imports.unknownPlace("channel", "nowhere"),
  imports.onlyHistory("online-retail"),
  imports.importEnded("done"),
  exports.exportEnded("done"),
  exports.exportTaken(),
  exports.exportLeaseLost(),
  exports.exportNotReady("running"),
  exports.noFiles(),
  uploads.uploadNotReady("checking"),
  uploads.otherPurpose("logo"),
  jobs.noQueue(),
  jobs.notOfOneMerchant("search.index"),
  jobs.notRetriable("completed"),
  jobs.notCancellable("completed"),
  jobs.notParked("completed"),
  jobs.notScheduled("mail.send"),
  jobs.alreadyDue("housekeeping"),
  erp.erpMissing(),
  erp.alreadyPosted("INV-000042"),
  erp.wrongMapping("/post/request", 'Expected ":"'),
  mail.mailUnderWay(),
  mail.reservedAddress("a@example.com"),
  reconciliation.partnerExists("erp"),
  reconciliation.unknownPlace("location", "nowhere"),
  reconciliation.channelNeeded("Say which channel's orders are compared."),
  reconciliation.unknownPartner("There is no partner erp."),
  reconciliation.badList("/entries/0", "This entry stands twice."),
  reconciliation.notComparable("done"),
  reconciliation.settled("repaired"),
  reconciliation.notIgnored("open"),
  reconciliation.cannotRepair("An order that only they have must be placed by hand."),
  reconciliation.directionNeeded(),
  users.emailTaken("a@example.com"),
  users.emailUnavailable(),
  users.shortPassword("password"),
  users.commonPassword("password"),
  users.lastAdmin(),
  invitations.alreadyInvited("019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", "a@example.com"),
  invitations.invitationAccepted(),
  invitations.invitationRevoked(),
  invitations.invitationExpired(),
  invitations.unknownInvitation(),
  invitations.inviterLostRights(),
  roles.roleNameTaken("Packer"),
  roles.roleBuiltIn("admin"),
  roles.roleInUse(3, 1),
  roles.unknownRole("019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11"),
  roles.roleUnclear(),
  beyondOwnScopes(["users:write"]),
  keys.alreadyExpired(),
  keys.keyEnded(),
  keys.notOwnKey(),
];

/** An example of each REST problem, built by the same code as the real ones. */
export const problemExamples: ReadonlyMap<string, kernel.HubError | HttpRefusal> = new Map(
  [...ofRequests, ...ofSelling, ...ofGoods, ...ofEvents, ...ofWork].map((error) => [error.code, error]),
);
