import type { ProblemText } from "./text.ts";

/** Imports, exports, files, jobs, mail and reconciliation. */
export const work: Readonly<Record<string, ProblemText>> = {
  "import.unreadable_file": {
    happened: "The file cannot be imported. No row was imported.",
    why: "It is no CSV, in another encoding or with another separator than the preset’s, or lacks a column.",
    todo: "The detail says what is wrong. Save the file as CSV in UTF-8 with the columns of the template.",
  },
  "import.unknown_file": {
    happened: "There is no uploaded file of this name to import.",
    why: "It was never uploaded, or deleted because it was not imported within a day.",
    todo: "Upload the file again and import it then.",
  },
  "import.unknown_place": {
    happened: "The import names a channel or a location that this shop does not have or has switched off.",
    why: "The code is misspelt.",
    todo: "`errors` names it. Choose one that is active.",
  },
  "import.only_history": {
    happened: "Files of this preset can be imported as history only.",
    why: "They have no customers’ addresses and no stock to reserve.",
    todo: "Set `asHistory` to true.",
  },
  "import.taken": {
    happened: "Another process is running this import.",
    why: "Each import is run by one process at a time.",
    todo: "Nothing: if that process dies, its lease expires and another continues.",
  },
  "import.ended": {
    happened: "This import has ended.",
    why: "It is done, failed or cancelled.",
    todo: "Start a new one. Rows imported before are `unchanged` then, not imported twice.",
  },
  "import.lease_lost": {
    happened: "This process has lost the lease of the import.",
    why: "The import was cancelled, or another process took over after a timeout.",
    todo: "Nothing: the process that holds the lease continues where this one stopped.",
  },
  "import.file_changed": {
    happened: "The file has changed since the import started. Nothing more was imported.",
    why: "It was replaced in the store while it was read.",
    todo: "Upload the file again and start a new import.",
  },
  "import.unbalanced": {
    happened: "The totals of the file and of the imported data differ. The import has failed.",
    why: "This is a defect of the hub; the totals are checked to detect it.",
    todo: "Send the detail to the hub's operator. What was imported stays as it is.",
  },
  "export.ended": {
    happened: "This export has ended.",
    why: "It is done, failed or cancelled.",
    todo: "Download its file, or start a new export.",
  },
  "export.taken": {
    happened: "Another process is writing this export.",
    why: "Each export has one writer at a time.",
    todo: "Wait: `GET /api/v2/exports/{id}` shows its progress.",
  },
  "export.lease_lost": {
    happened: "This process has lost the lease of the export.",
    why: "It was cancelled, or another process took over.",
    todo: "Nothing; the other one writes it from the start.",
  },
  "export.not_ready": {
    happened: "The export has no file to download.",
    why: "It is still being written, or it failed or was cancelled.",
    todo: "While it is running, ask again after `Retry-After`. Otherwise start a new one.",
  },
  "file.no_store": {
    happened: "This process has no file store.",
    why: "It runs without a configured folder or bucket.",
    todo: "The hub's operator sets `DATA_DIR` or `S3_BUCKET` for it.",
  },
  "file.too_large": {
    happened: "The file is larger than the limit for its purpose.",
    why: "Each purpose has a limit, given in the guide to files.",
    todo: "Send a smaller file, or split it.",
  },
  "file.too_small": {
    happened: "The file has fewer bytes than were announced.",
    why: "The connection broke, or the size was that of another version.",
    todo: "Start a new upload with the size of the file, and send it whole.",
  },
  "upload.not_ready": {
    happened: "The upload cannot be used yet, or not at all.",
    why: "It is still being checked, was rejected, or was not finished.",
    todo: "While it is `checking`, ask again in a second. When it was rejected, its `error` says why.",
  },
  "upload.other_purpose": {
    happened: "The file was uploaded for another purpose.",
    why: "The purpose of a file decides who may use it and how it is checked.",
    todo: "Upload it again with the right `purpose`.",
  },
  "job.no_queue": {
    happened: "This process has no job queue.",
    why: "It runs without the role of a worker.",
    todo: "Send the request to a process that has one; behind a load balancer, try again later.",
  },
  "job.not_retriable": {
    happened: "There is nothing to retry.",
    why: "The job is waiting, running or done.",
    todo: "`details.state` says which. Only failed jobs can be tried again.",
  },
  "job.not_cancellable": {
    happened: "The job can no longer be cancelled.",
    why: "It is done or has failed.",
    todo: "`details.state` says which.",
  },
  "job.not_parked": {
    happened: "The job is not parked.",
    why: "It was redriven or cancelled already, or it never was parked.",
    todo: "`details.state` says what it is.",
  },
  "job.not_scheduled": {
    happened: "Jobs of this queue have no schedule.",
    why: "They are triggered by events and not by the clock.",
    todo: "Trigger them by their event, or retry one that failed.",
  },
  "job.already_due": {
    happened: "A job of this queue is about to run already.",
    why: "It is due, or was requested a moment ago.",
    todo: "Wait a moment and look at its result.",
  },
  "job.global_schedule": {
    happened: "This schedule runs for all merchants at once and cannot be run by one of them.",
    why: "It would work for merchants that did not request it.",
    todo: "Wait for its time.",
  },
  "erp.not_configured": {
    happened: "No ERP is connected.",
    why: "No worker of this installation has been given `ERP_WSDL_URL`, or it is another merchant's ERP.",
    todo: "Set `ERP_WSDL_URL` (and `ERP_TENANT` where there are several merchants) and start a worker.",
  },
  "erp.already_posted": {
    happened: "The ERP has this invoice already.",
    why: "It was posted, or was found there.",
    todo: "Nothing. `GET /api/v2/invoices/{id}` shows the ERP’s own name of it.",
  },
  "erp.wrong_mapping": {
    happened: "A mapping of the ERP’s operations is not JSONata.",
    why: "It has a syntax error.",
    todo: "`errors` points at the mapping and says where it cannot be read.",
  },
  "mail.under_way": {
    happened: "This mail is being sent already.",
    why: "A worker is sending it at this moment.",
    todo: "Wait until it is sent or has failed, and then decide.",
  },
  "mail.reserved_address": {
    happened: "The address has a reserved example domain, so nothing is sent to it.",
    why: "Domains such as example.com accept no mail (RFC 2606).",
    todo: "Give the customer a real address and send it again.",
  },
  "reconciliation.partner_exists": {
    happened: "There is a partner with this code.",
    why: "The code of a partner is unique.",
    todo: "Choose another code, or use that partner.",
  },
  "reconciliation.unknown_partner": {
    happened: "There is no partner with this code.",
    why: "It is misspelt, or the partner was deleted.",
    todo: "Choose one of the partners, or create one.",
  },
  "reconciliation.unknown_place": {
    happened: "The partner’s list refers to a channel or location that does not exist.",
    why: "The code is misspelt.",
    todo: "`errors` names it. Choose one that exists.",
  },
  "reconciliation.channel_needed": {
    happened: "The comparison of a list of orders needs a channel.",
    why: "Numbers of orders are unique within a channel only.",
    todo: "Give `channel`.",
  },
  "reconciliation.bad_list": {
    happened: "The list cannot be compared.",
    why: "An entry is duplicated, or lacks a number.",
    todo: "`errors` points at the entry. Mend it in the system that made the list.",
  },
  "reconciliation.ended": {
    happened: "This reconciliation has ended.",
    why: "It is done, failed or cancelled.",
    todo: "Start a new one with a fresh list.",
  },
  "reconciliation.settled": {
    happened: "This difference is resolved already.",
    why: "A user repaired or ignored it before.",
    todo: "`details.state` says which.",
  },
  "reconciliation.not_ignored": {
    happened: "The difference is not ignored, so it cannot be reopened.",
    why: "It is open, or was repaired.",
    todo: "`details.state` says which.",
  },
  "reconciliation.cannot_repair": {
    happened: "This difference cannot be repaired automatically.",
    why: "Repairing it needs information that the hub does not have; the detail says what.",
    todo: "Fix it manually in the system that is wrong, then reconcile again.",
  },
  "reconciliation.direction_needed": {
    happened: "The request does not say which side's value is right.",
    why: "A difference can be repaired in either of two directions.",
    todo: "Send `direction`: `here` applies their value, `there` sends them ours.",
  },
  "file.signature_expired": {
    happened: "The link to this file has expired.",
    why: "Links that need no key are valid for a few minutes only.",
    todo: "Request a new one: read the link again, or start the upload again.",
  },
  "file.wrong_signature": {
    happened: "The link or the form for this file was changed, so it was rejected.",
    why: "Its name, type, size and expiry are signed together and cannot be changed.",
    todo: "Send the fields and headers exactly as they were given, and the file last.",
  },
};
