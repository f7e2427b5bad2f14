import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { readableTemplates } from "./access.ts";
import { summaryOf } from "./record.ts";
import { ListMailsInput, MailPage } from "./schemas.ts";
import { listMails as readMails } from "./store.ts";

export const listMails = query({
  name: "mails.list",
  summary: "Lists mails sent for events, newest first.",
  scope: "jobs:read",
  audience: "public",
  input: ListMailsInput,
  output: MailPage,
  failures: [],
  run: async ({ read, actor, cursors }, input) => {
    const list = `mails ${input.state ?? ""} ${input.template ?? ""} ${input.to ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const page = pageOf(
      await readMails(read, { ...input, templates: readableTemplates(actor) }, after),
      input.limit,
      ({ createdAt, id }) => cursors.encode(list, [createdAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map(summaryOf) };
  },
});
