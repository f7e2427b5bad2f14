import { listEntries, listHeads, runAudit } from "#core/audit/index.ts";
import * as calls from "#core/calls/index.ts";
import * as catalog from "#core/catalog/index.ts";
import * as channels from "#core/channels/index.ts";
import * as customers from "#core/customers/index.ts";
import * as drafts from "#core/drafts/index.ts";
import * as erp from "#core/erp/index.ts";
import * as events from "#core/events/index.ts";
import * as exports from "#core/exports/index.ts";
import * as fulfillment from "#core/fulfillment/index.ts";
import * as home from "#core/home/index.ts";
import * as imports from "#core/imports/index.ts";
import * as inbound from "#core/inbound/index.ts";
import * as inventory from "#core/inventory/index.ts";
import * as jobs from "#core/jobs/index.ts";
import * as links from "#core/links/index.ts";
import * as mail from "#core/mail/index.ts";
import * as orders from "#core/orders/index.ts";
import * as packing from "#core/packing/index.ts";
import * as payments from "#core/payments/index.ts";
import * as reconciliation from "#core/reconciliation/index.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import * as uploads from "#core/uploads/index.ts";
import * as webhooks from "#core/webhooks/index.ts";
import { identityRouters } from "./identity-routers.ts";
import { router } from "./init.ts";
import { mutationOf, queryOf, subscriptionOf } from "./procedures.ts";

/** Nested by operation name: `orders.place` is `trpc.orders.place`. */
export const appRouter = router({
  ...identityRouters,
  audit: router({
    run: queryOf(runAudit),
    entries: queryOf(listEntries),
    heads: queryOf(listHeads),
  }),
  calls: router({
    listRecent: queryOf(calls.listRecentCalls),
  }),
  channels: router({
    list: queryOf(channels.listChannels),
    create: mutationOf(channels.createChannel),
    update: mutationOf(channels.updateChannel),
  }),
  customers: router({
    list: queryOf(customers.listCustomers),
    get: queryOf(customers.getCustomer),
    getMany: queryOf(customers.getManyCustomers),
    totals: queryOf(customers.getCustomerTotals),
    create: mutationOf(customers.createCustomer),
    update: mutationOf(customers.updateCustomer),
  }),
  erp: router({
    get: queryOf(erp.getErp),
    configure: mutationOf(erp.configureErp),
    listInvoices: queryOf(erp.listInvoices),
    getInvoice: queryOf(erp.getInvoice),
    retryInvoice: mutationOf(erp.retryInvoice),
    retryDead: mutationOf(erp.retryDead),
  }),
  events: router({
    list: queryOf(events.listEvents),
    get: queryOf(events.getEvent),
    watch: subscriptionOf(events.watchEvents),
  }),
  exports: router({
    list: queryOf(exports.listExports),
    get: queryOf(exports.getExport),
    file: queryOf(exports.getExportFile),
    link: queryOf(exports.linkExportFile),
    start: mutationOf(exports.startExport),
    cancel: mutationOf(exports.cancelExport),
  }),
  home: router({
    overview: queryOf(home.overview),
  }),
  imports: router({
    list: queryOf(imports.listImports),
    get: queryOf(imports.getImport),
    presets: queryOf(imports.listPresets),
    reports: queryOf(imports.listReports),
    start: mutationOf(imports.startImport),
    cancel: mutationOf(imports.cancelImport),
  }),
  inbound: router({
    listSources: queryOf(inbound.listSources),
    getSource: queryOf(inbound.getSource),
    createSource: mutationOf(inbound.createSource),
    updateSource: mutationOf(inbound.updateSource),
    deleteSource: mutationOf(inbound.deleteSource),
    rotateSecret: mutationOf(inbound.rotateSecret),
    targets: queryOf(inbound.listTargets),
    previewMapping: queryOf(inbound.previewMapping),
    listMessages: queryOf(inbound.listMessages),
    getMessage: queryOf(inbound.getMessage),
    counts: queryOf(inbound.countMessages),
    retryMessage: mutationOf(inbound.retryMessage),
    retryFailed: mutationOf(inbound.retryFailed),
    mute: mutationOf(inbound.muteMessage),
  }),
  inventory: router({
    levels: queryOf(inventory.listLevels),
    movements: queryOf(inventory.listMovements),
    preview: queryOf(inventory.previewAdjustment),
    adjust: mutationOf(inventory.adjustStock),
    count: mutationOf(inventory.countStock),
    configure: mutationOf(inventory.configureLevel),
    allocate: mutationOf(inventory.allocateStock),
  }),
  jobs: router({
    listQueues: queryOf(jobs.listQueues),
    list: queryOf(jobs.listJobs),
    get: queryOf(jobs.getJob),
    retry: mutationOf(jobs.retryJob),
    redrive: mutationOf(jobs.redriveJob),
    redriveAll: mutationOf(jobs.redriveAll),
    cancel: mutationOf(jobs.cancelJob),
    runNow: mutationOf(jobs.runNow),
  }),
  locations: router({
    list: queryOf(channels.listLocations),
    create: mutationOf(channels.createLocation),
  }),
  mails: router({
    list: queryOf(mail.listMails),
    get: queryOf(mail.getMail),
    resend: mutationOf(mail.resendMail),
  }),
  orders: router({
    list: queryOf(orders.listOrders),
    page: queryOf(orders.pageOrders),
    get: queryOf(orders.getOrder),
    getMany: queryOf(orders.getManyOrders),
    timeline: queryOf(orders.getTimeline),
    timelines: queryOf(orders.getManyTimelines),
    watch: subscriptionOf(orders.watchOrders),
    place: mutationOf(orders.placeOrder),
    update: mutationOf(orders.updateOrder),
    cancel: mutationOf(orders.cancelOrder),
    previewCancel: queryOf(orders.previewCancel),
    hold: mutationOf(orders.holdOrder),
    release: mutationOf(orders.releaseOrder),
    note: mutationOf(orders.noteOrder),
    draft: mutationOf(drafts.draftOrder),
    updateDraft: mutationOf(drafts.updateDraft),
    confirm: mutationOf(drafts.confirmOrder),
    discardDraft: mutationOf(drafts.discardDraft),
  }),
  packing: router({
    list: queryOf(packing.listStations),
    get: queryOf(packing.getStation),
    open: mutationOf(packing.openStation),
    scan: mutationOf(packing.scanArticle),
    undo: mutationOf(packing.undoScan),
    finish: mutationOf(packing.finishParcel),
    skip: mutationOf(packing.skipOrder),
    close: mutationOf(packing.closeStation),
  }),
  customerLinks: router({
    create: mutationOf(links.createLink),
    list: queryOf(links.listLinks),
    revoke: mutationOf(links.revokeLink),
    showOrder: queryOf(links.showOrder),
  }),
  payments: router({
    create: mutationOf(payments.createPayment),
    capture: mutationOf(payments.capturePayment),
    void: mutationOf(payments.voidPayment),
    refund: mutationOf(payments.refundPayment),
    refunds: queryOf(payments.listRefunds),
    previewRefund: queryOf(payments.previewRefund),
    record: mutationOf(payments.recordPayment),
  }),
  products: router({
    list: queryOf(catalog.listProducts),
    page: queryOf(catalog.pageProducts),
    get: queryOf(catalog.getProduct),
    revision: queryOf(catalog.getProductRevision),
    create: mutationOf(catalog.createProduct),
    update: mutationOf(catalog.updateProduct),
  }),
  reconciliation: router({
    listPartners: queryOf(reconciliation.listPartners),
    getPartner: queryOf(reconciliation.getPartner),
    createPartner: mutationOf(reconciliation.createPartner),
    updatePartner: mutationOf(reconciliation.updatePartner),
    deletePartner: mutationOf(reconciliation.deletePartner),
    list: queryOf(reconciliation.listReconciliations),
    get: queryOf(reconciliation.getReconciliation),
    listDifferences: queryOf(reconciliation.listDifferences),
    start: mutationOf(reconciliation.startReconciliation),
    repair: mutationOf(reconciliation.repairDifference),
    repairAll: mutationOf(reconciliation.repairAll),
    ignore: mutationOf(reconciliation.ignoreDifference),
    reopen: mutationOf(reconciliation.reopenDifference),
  }),
  shipments: router({
    create: mutationOf(fulfillment.createShipment),
    deliver: mutationOf(fulfillment.deliverShipment),
    track: mutationOf(fulfillment.trackShipment),
    cancel: mutationOf(fulfillment.cancelShipment),
  }),
  tenants: router({
    current: queryOf(currentTenant),
  }),
  uploads: router({
    get: queryOf(uploads.getUpload),
    file: queryOf(uploads.getUploadFile),
    create: mutationOf(uploads.createUpload),
    finalize: mutationOf(uploads.finalizeUpload),
  }),
  variants: router({
    search: queryOf(catalog.searchVariants),
  }),
  webhooks: router({
    overview: queryOf(webhooks.overview),
    countReplay: queryOf(webhooks.countReplay),
    listEndpoints: queryOf(webhooks.listEndpoints),
    getEndpoint: queryOf(webhooks.getEndpoint),
    endpointMetrics: queryOf(webhooks.endpointMetrics),
    createEndpoint: mutationOf(webhooks.createEndpoint),
    updateEndpoint: mutationOf(webhooks.updateEndpoint),
    deleteEndpoint: mutationOf(webhooks.deleteEndpoint),
    pauseEndpoint: mutationOf(webhooks.pauseEndpoint),
    resumeEndpoint: mutationOf(webhooks.resumeEndpoint),
    rotateSecret: mutationOf(webhooks.rotateSecret),
    revealSecret: mutationOf(webhooks.revealSecret),
    sendTest: mutationOf(webhooks.sendTest),
    listDeliveries: queryOf(webhooks.listDeliveries),
    getDelivery: queryOf(webhooks.getDelivery),
    retryDelivery: mutationOf(webhooks.retryDelivery),
    cancelDelivery: mutationOf(webhooks.cancelDelivery),
    muteDelivery: mutationOf(webhooks.muteDelivery),
    retryFailed: mutationOf(webhooks.retryFailed),
    replayEvents: mutationOf(webhooks.replayEvents),
    previewPayload: queryOf(webhooks.previewPayload),
    listEventTypes: queryOf(webhooks.listEventTypes),
  }),
});

/** The only export for clients, as a type. */
export type AppRouter = typeof appRouter;
