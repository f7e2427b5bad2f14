import type { ProblemText } from "./text.ts";

/** Imports, exports, files, jobs, mail and reconciliation. */
export const work: Readonly<Record<string, ProblemText>> = {
  "import.unreadable_file": {
    happened: "The file cannot be imported as it is. No row was booked.",
    why: "It is no CSV, in another encoding or with another separator than the preset’s, or lacks a column.",
    todo: "The detail says what is wrong. Save the file as CSV in UTF-8 with the columns of the template.",
  },
  "import.unknown_file": {
    happened: "There is no uploaded file of this name to import.",
    why: "It was never sent, or deleted because nobody imported it within a day.",
    todo: "Upload the file again and import it then.",
  },
  "import.unknown_place": {
    happened: "The import names a channel or a location that this shop does not have or has switched off.",
    why: "The code is misspelt.",
    todo: "`errors` names it. Choose one that is active.",
  },
  "import.only_history": {
    happened: "Files of this preset can be booked as history only.",
    why: "They have no customers’ addresses and no stock to reserve.",
    todo: "Set `asHistory` to true.",
  },
  "import.taken": {
    happened: "Another process is running this import.",
    why: "Each import has one runner at a time.",
    todo: "Nothing: when that process is gone, its lease runs out and another goes on.",
  },
  "import.ended": {
    happened: "This import has come to its end.",
    why: "It is done, failed or cancelled.",
    todo: "Start a new one. What was booked before is `unchanged` then, not booked twice.",
  },
  "import.lease_lost": {
    happened: "This process may not book for the import any more.",
    why: "It was cancelled, or the process was silent for so long that another took over.",
    todo: "Nothing: whoever runs it now goes on where this one stopped.",
  },
  "import.file_changed": {
    happened: "The file is not the one that the import began with. Nothing more was booked.",
    why: "Somebody replaced it in the store while it was read.",
    todo: "Upload the file again and start a new import.",
  },
  "import.unbalanced": {
    happened: "Rows or money of the file and of the books do not agree. The import has failed.",
    why: "This is a mistake of ours; the sums are checked so that it is seen.",
    todo: "Tell whoever runs this hub, with the detail. What was booked stays as it is.",
  },
  "export.ended": {
    happened: "This export has come to its end.",
    why: "It is done, failed or cancelled.",
    todo: "Fetch its file, or start a new export.",
  },
  "export.taken": {
    happened: "Another process is writing this export.",
    why: "Each export has one writer at a time.",
    todo: "Wait: `GET /api/v2/exports/{id}` tells how far it is.",
  },
  "export.lease_lost": {
    happened: "This process may not write the export any more.",
    why: "It was cancelled, or another process took over.",
    todo: "Nothing; the other one writes it anew.",
  },
  "export.not_ready": {
    happened: "The export has no file that could be fetched.",
    why: "It is still being written, or it failed or was cancelled.",
    todo: "While it is under way, ask again after `Retry-After`. Otherwise start a new one.",
  },
  "file.no_store": {
    happened: "This process keeps no files.",
    why: "It runs without a folder or bucket for them.",
    todo: "Whoever runs the hub sets `DATA_DIR` or `S3_BUCKET` for it.",
  },
  "file.too_large": {
    happened: "The file is larger than files for this purpose may be.",
    why: "Each purpose has a limit, given in the guide to files.",
    todo: "Send a smaller file, or divide it.",
  },
  "file.too_small": {
    happened: "The file has fewer bytes than were announced.",
    why: "The connection broke, or the size was that of another version.",
    todo: "Ask for a new upload with the size of the file, and send it whole.",
  },
  "upload.not_ready": {
    happened: "The upload cannot be used yet, or not at all.",
    why: "It is still being checked, was refused, or nobody finished it.",
    todo: "While it is `checking`, ask again in a second. When it was refused, its `error` says why.",
  },
  "upload.other_purpose": {
    happened: "The file was uploaded for something else.",
    why: "What a file is for decides who may use it and what it is checked for.",
    todo: "Upload it again with the right `purpose`.",
  },
  "job.no_queue": {
    happened: "This process keeps no jobs.",
    why: "It runs without the role of a worker.",
    todo: "Ask a process that has one; try again later behind a balancer.",
  },
  "job.not_retriable": {
    happened: "There is nothing to try again.",
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
    why: "Somebody took it out again, or it never was.",
    todo: "`details.state` says what it is.",
  },
  "job.not_scheduled": {
    happened: "Jobs of this queue have no schedule.",
    why: "They are set off by events and not by the clock.",
    todo: "Do what sets them off, or retry one that failed.",
  },
  "job.already_due": {
    happened: "A job of this queue is about to run already.",
    why: "Its time has come, or somebody asked a moment ago.",
    todo: "Wait a moment and look at its result.",
  },
  "job.global_schedule": {
    happened: "This schedule works for all merchants at once and cannot be run by one of them.",
    why: "It would do work for others that they did not ask for.",
    todo: "Wait for its time.",
  },
  "mail.under_way": {
    happened: "This mail is on its way already.",
    why: "It is being sent at this moment.",
    todo: "Wait until it is sent or has failed, and then decide.",
  },
  "mail.reserved_address": {
    happened: "The address exists in examples only, so nothing is sent to it.",
    why: "Domains such as example.com take no mail (RFC 2606).",
    todo: "Give the customer a real address and send it again.",
  },
  "reconciliation.partner_exists": {
    happened: "There is a partner with this code.",
    why: "A code stands for one partner.",
    todo: "Choose another code, or use that partner.",
  },
  "reconciliation.unknown_partner": {
    happened: "There is no partner with this code.",
    why: "It is misspelt, or the partner was deleted.",
    todo: "Choose one of the partners, or make one.",
  },
  "reconciliation.unknown_place": {
    happened: "The partner’s list is to be compared with a channel or location that does not exist.",
    why: "The code is misspelt.",
    todo: "`errors` names it. Choose one that exists.",
  },
  "reconciliation.channel_needed": {
    happened: "It is not said with which channel’s orders the list is compared.",
    why: "Numbers of orders are unique within a channel only.",
    todo: "Give `channel`.",
  },
  "reconciliation.bad_list": {
    happened: "The list cannot be compared as it is.",
    why: "An entry stands twice, or lacks a number.",
    todo: "`errors` points at the entry. Mend it in the system that made the list.",
  },
  "reconciliation.ended": {
    happened: "This reconciliation has come to its end.",
    why: "It is done, failed or cancelled.",
    todo: "Start a new one with a fresh list.",
  },
  "reconciliation.settled": {
    happened: "This difference is settled already.",
    why: "Somebody repaired or ignored it before.",
    todo: "`details.state` says which.",
  },
  "reconciliation.not_ignored": {
    happened: "The difference is not ignored, so there is nothing to take back.",
    why: "It is open, or was repaired.",
    todo: "`details.state` says which.",
  },
  "reconciliation.cannot_repair": {
    happened: "This difference cannot be repaired by itself.",
    why: "Repairing it needs something that only a person knows; the detail says what.",
    todo: "Mend it by hand in the system that is wrong, then reconcile again.",
  },
  "reconciliation.direction_needed": {
    happened: "It is not said whose figure counts.",
    why: "A difference can be repaired in either of two directions.",
    todo: "Send `direction`: `here` takes their figure over, `there` tells them ours.",
  },
  "file.signature_expired": {
    happened: "The address for this file does not work any more.",
    why: "Addresses that give or take a file without a key are good for a few minutes only.",
    todo: "Ask for a new one: fetch the link again, or begin the upload anew.",
  },
  "file.wrong_signature": {
    happened: "The address or the form for this file was changed, so it was refused.",
    why: "Its name, type, size and end are signed together; none of them can be another.",
    todo: "Send the fields and headers exactly as they were given, and the file last.",
  },
};
