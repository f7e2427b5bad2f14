import type { ProblemText } from "./text.ts";

/** Keys, sessions and users. */
export const access: Readonly<Record<string, ProblemText>> = {
  "auth.required": {
    happened: "The request does not say who sends it.",
    why: "There is no `Authorization` header and no session.",
    todo: "Send `Authorization: Bearer` with an API key. Keys are made under Integrations, or with `npm run cli -- keys create`.",
  },
  "auth.invalid_key": {
    happened: "The API key in this request is not valid.",
    why: "It is mistyped, has expired, or was revoked.",
    todo: "Create a new key and replace the old one wherever it is used. A leading `Bearer ` belongs to the header and not to the key.",
  },
  "auth.invalid_token": {
    happened: "The access token in this request is not valid.",
    why: "It is older than 15 minutes, or its client, its user or its family of tokens was revoked.",
    todo: "Ask `POST /api/v2/auth/token` for a new one, with the refresh token or the client's secret. If that is refused too, sign in again.",
  },
  "auth.invalid_link": {
    happened: "The customer's link in this request does not work.",
    why: "It has expired, was revoked, or was copied in part.",
    todo: "Make a new one with `POST /api/v2/orders/{id}/customer-links` and send it to the customer.",
  },
  "customer_link.too_many": {
    happened: "The order has as many valid links as it may have.",
    why: "Fifty links stand that were neither revoked nor have expired.",
    todo: "Revoke links that nobody uses: `DELETE /api/v2/orders/{id}/customer-links/{linkId}`.",
  },
  "auth.session_ended": {
    happened: "Your session in the browser has ended.",
    why: "You signed out, were away for too long, or your account was changed.",
    todo: "Sign in again; you return to the same screen.",
  },
  "auth.forbidden": {
    happened: "You are authenticated, but not allowed to do this.",
    why: "The key or the role lacks the scope that `details.scope` names.",
    todo: "Use a key with that scope, or ask an administrator for a role that has it.",
  },
  "auth.beyond_own_scopes": {
    happened: "You tried to grant more rights than you hold yourself. Nothing was granted.",
    why: "Otherwise a key could extend its own rights.",
    todo: "Leave out the scopes in `details.missing`, or ask a user who holds them.",
  },
  "auth.cross_site": {
    happened: "A page of another site tried to use your session. Nothing was done.",
    why: "Browsers send cookies automatically, so writes with a session are accepted from this site's own pages only.",
    todo: "Programs use an API key. Behind a proxy, check that it forwards `Host` and `Origin` unchanged and that `PUBLIC_URL` is right.",
  },
  "auth.invalid_credentials": {
    happened: "Email or password is wrong.",
    why: "One of them is mistyped, or the account does not exist; the response does not say which.",
    todo: "Try again, and check capital letters. An administrator can set a new password.",
  },
  "auth.throttled": {
    happened: "Signing in is blocked for a while.",
    why: "There were too many failed attempts for this account or from this address.",
    todo: "Wait as long as `Retry-After` says. If it was not you, tell your administrator.",
  },
  "api_key.expired": {
    happened: "The requested key would already have expired.",
    why: "`expiresAt` lies in the past, often because of a time zone.",
    todo: "Give an instant in the future, or leave `expiresAt` out for a key that does not expire.",
  },
  "api_key.ended": {
    happened: "The key to be changed or rotated was revoked or has expired.",
    why: "A key that has ended stays so: nobody relies on it any more.",
    todo: "Create another key with `POST /api/v2/api-keys`.",
  },
  "api_key.not_own": {
    happened: "A key tried to change a key that it did not create.",
    why: "Otherwise a key could take off its own limits, or take over one that has none.",
    todo: "Change it as a user or with the key that created it. A key may rotate itself.",
  },
  "auth.address_not_allowed": {
    happened: "The key is right, and is not accepted from the address that the request came from.",
    why: "The key has `allowedAddresses`, or a key that created it has; `details.address` is the address that was seen.",
    todo: "Call from an allowed address, or let the key's manager add yours. Behind a proxy, check `TRUST_PROXY`.",
  },
  "demo.other_merchant": {
    happened: "Demo keys are only for users who are signed in to the demo shop.",
    why: "You are signed in to another merchant on this server.",
    todo: "Try it with an API key of your own shop, or sign in to the demo.",
  },
  "user.short_password": {
    happened: "The password has fewer than 12 characters.",
    why: "Length makes a password strong; kinds of characters are not asked for.",
    todo: "Choose a longer one.",
  },
  "auth.factor_required": {
    happened: "This session has given a password and no second factor: it opens nothing.",
    why: "Your account has a second factor, or everybody of your shop needs one.",
    todo: "Give the code on the sign-in page. Programs sign in with API keys or OAuth clients.",
  },
  "auth.sign_in_over": {
    happened: "This sign-in cannot be finished any more.",
    why: "It took longer than ten minutes, was finished in another tab, or the password changed meanwhile.",
    todo: "Sign in again.",
  },
  "auth.proof_needed": {
    happened: "Nothing was changed: it was not confirmed that it is you.",
    why: "This gives rights away, shows a secret or gives back much money, and your password or code was last given more than ten minutes ago.",
    todo: "Give your password or a code, and send it again. Keys and tokens are not asked.",
  },
  "user.wrong_code": {
    happened: "The code was not taken.",
    why: "It is wrong, too old, or was used before: each code counts once.",
    todo: "Wait for the next code of your app, or use a recovery code.",
  },
  "user.too_many_factors": {
    happened: "No further second factor was added.",
    why: "One person may have five.",
    todo: "Remove one that you do not use.",
  },
  "user.factor_needed": {
    happened: "The last second factor was not removed.",
    why: "Everybody of this shop needs one.",
    todo: "Add another one first.",
  },
  "user.reset_over": {
    happened: "This link to choose a new password is not good any more.",
    why: "It counts once, for an hour, and ends with every password that is set.",
    todo: "Ask for another link on the sign-in page.",
  },
  "user.common_password": {
    happened: "The password is among the first that are guessed.",
    why: "It is one of the 10,000 commonest, also repeated or with figures around it, a sequence, or the user's own name or address.",
    todo: "Choose another one.",
  },
  "user.email_taken": {
    happened: "Another user of this shop has this email.",
    why: "Users sign in with their email, so it is unique.",
    todo: "Change the existing user instead, or give another email.",
  },
  "user.email_unavailable": {
    happened: "This email cannot be used for a user here.",
    why: "It belongs to an account on this server that you may not see.",
    todo: "Give another email address.",
  },
  "user.last_admin": {
    happened: "The only active administrator cannot be removed or given a smaller role.",
    why: "No user could manage users and keys any more.",
    todo: "Make another user an administrator first.",
  },
  "user.wrong_password": {
    happened: "Your current password was not right, so it was not changed.",
    why: "Changing a password requires the current one.",
    todo: "Type your current password again.",
  },
  "auth.unsupported_credential": {
    happened: "The request uses a kind of credential that this address does not accept.",
    why: "Not every transport takes each kind of credential: a session is for browsers, an API key for programs.",
    todo: "Send `Authorization: Bearer` with an API key, and no other credential.",
  },
  "auth.stale_token": {
    happened: "The WS-Security token of the message is not valid at this time.",
    why: "Its `Created` is more than five minutes away from the server's clock, or `Expires` of its Timestamp has passed.",
    todo: "Set the clock by NTP, and make a token for each message just before it is sent.",
  },
  "auth.replayed_token": {
    happened: "A WS-Security token came a second time, so nothing was done.",
    why: "A nonce counts once per key, so that a message that somebody has recorded cannot be sent again.",
    todo: "Make a new nonce for each attempt. A retry keeps its `wsa:MessageID`: it is answered as the first attempt was.",
  },
  "auth.plain_password": {
    happened: "An API key was sent as text over a connection that others can read.",
    why: "WS-Security with `PasswordText` is accepted over TLS, and from the same machine.",
    todo: "Use the https address, or create a key with `soapSecret` and send a digest. Revoke the key that was sent.",
  },
};
