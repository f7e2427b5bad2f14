export { getMail } from "./get-mail.ts";
export { listMails } from "./list-mails.ts";
export { resendMail } from "./resend-mail.ts";
export { settleMail } from "./settle-mail.ts";
