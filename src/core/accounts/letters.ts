import type { Letter } from "../mail/letter.ts";
import { TOKEN_TO_COME } from "../mail/token-to-come.ts";

/** Where a request came from, as far as it is known. */
export interface Origin {
  readonly address?: string | undefined;
  readonly device?: string | undefined;
}

interface Told {
  readonly name: string;
  readonly tenant: { readonly name: string; readonly locale: string; readonly timeZone: string };
  readonly publicUrl: string;
  readonly at: Date;
  readonly origin: Origin;
}

/** When and from where: who does not recognise it knows that somebody else did it. */
function circumstances({ tenant, at, origin }: Told) {
  const when = new Intl.DateTimeFormat(tenant.locale, {
    dateStyle: "long",
    timeStyle: "long",
    timeZone: tenant.timeZone,
  }).format(at);
  const rows: (readonly [string, string])[] = [
    ["When", when],
    ["From", origin.address ?? "an unknown address"],
    ...(origin.device === undefined ? [] : [["With", origin.device] as const]),
  ];
  return { rows };
}

const letter = ({ name, tenant }: Told, subject: string, blocks: Letter["blocks"]): Letter => ({
  subject,
  greeting: `Hello ${name},`,
  blocks,
  from: tenant.name,
});

/** The secret stands in the fragment of the address, which browsers send to no server. */
export const resetLetter = (told: Told): Letter =>
  letter(told, "Choose a new password", [
    { text: "Somebody asked for a new password for your account. If it was you, choose one within the hour:" },
    { link: { label: "Choose a new password", url: `${told.publicUrl}/reset-password#${TOKEN_TO_COME}` } },
    circumstances(told),
    { text: "If it was not you, do nothing: your password stays as it is. Nobody else has this link." },
  ]);

export const passwordSetLetter = (told: Told): Letter =>
  letter(told, "Your password was changed", [
    {
      text: "A new password was chosen for your account by a link that we had sent you. You are signed out everywhere.",
    },
    circumstances(told),
    { text: "If it was not you, ask for another link at once and tell your administrator." },
    { link: { label: "Choose a new password", url: `${told.publicUrl}/forgot-password` } },
  ]);
