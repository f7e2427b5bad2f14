import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { refuseUnreadableMail } from "./access.ts";
import { viewOf } from "./record.ts";
import { MailTarget, MailView } from "./schemas.ts";
import { readMail } from "./store.ts";

export const getMail = query({
  name: "mails.get",
  summary: "Returns one mail as text and HTML.",
  scope: "jobs:read",
  audience: "public",
  input: MailTarget,
  output: MailView,
  failures: [notFound],
  run: async ({ read, actor }, { id }) => {
    const mail = await readMail(read, id);
    if (mail === undefined) throw notFound("mail", id);
    refuseUnreadableMail(actor, mail.template);
    return viewOf(mail);
  },
});
