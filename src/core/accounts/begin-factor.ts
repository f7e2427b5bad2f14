import { z } from "zod";
import { unauthenticated } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { RequiredText } from "../kernel/shapes.ts";
import { readTenant } from "../tenants/store.ts";
import { readUser } from "../users/store.ts";
import { tooManyFactors } from "./errors.ts";
import { beginFactor as writeFactor, factorsOf } from "./factor-store.ts";
import { MOST_FACTORS } from "./rules.ts";
import { FactorBegun } from "./schemas.ts";
import { lockPerson } from "./session-store.ts";
import { makeTotpSecret, qrOf, totpUri } from "./totp.ts";

export const beginFactor = command({
  name: "factors.begin",
  summary: "Makes the secret for an authenticator app. It is in force once a code of it was given.",
  scope: "any",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({ name: RequiredText(60).default("Authenticator app") }),
  output: FactorBegun,
  failures: [tooManyFactors],
  secrets: ["secret", "qr"],
  run: async (context, { name }) => {
    const { tx, actor, sealer } = context;
    const userId = personOf(actor);
    if (!(await lockPerson(tx, userId))) throw unauthenticated();
    if ((await factorsOf(tx, userId)).length >= MOST_FACTORS) throw tooManyFactors();
    const [user, tenant] = await Promise.all([readUser(tx, userId), readTenant(tx)]);
    const secret = makeTotpSecret();
    const id = newId();
    await writeFactor(context, { id, userId, name, secret: sealer.seal(secret) });
    const names = { issuer: tenant?.name ?? "Crossdock", label: user?.email ?? actor.name };
    return { id, secret, qr: qrOf(totpUri(secret, names)) };
  },
});
