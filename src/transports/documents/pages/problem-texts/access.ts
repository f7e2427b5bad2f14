import type { ProblemText } from "./text.ts";

/** Keys, sessions and users. */
export const access: Readonly<Record<string, ProblemText>> = {
  "auth.required": {
    happened: "The request does not say who sends it.",
    why: "There is no `Authorization` header and no session.",
    todo: "Send `Authorization: Bearer` with an API key. Keys are made under Settings, or with `npm run cli -- keys create`.",
  },
  "auth.invalid_key": {
    happened: "The API key in this request is not one that works.",
    why: "It is mistyped, has expired, or somebody revoked it.",
    todo: "Make a new key and replace the old one wherever it is used. A leading `Bearer ` belongs to the header and not to the key.",
  },
  "auth.session_ended": {
    happened: "Your session in the browser has ended.",
    why: "You signed out, were away for too long, or your account was changed.",
    todo: "Sign in again; what you were looking at is still there.",
  },
  "auth.forbidden": {
    happened: "You are known, and may not do this.",
    why: "The key or the role lacks the scope that `details.scope` names.",
    todo: "Use a key with that scope, or ask an administrator for a role that has it.",
  },
  "auth.beyond_own_scopes": {
    happened: "You tried to give somebody more rights than you hold yourself. Nothing was given.",
    why: "Otherwise a small key could make itself a large one.",
    todo: "Leave out the scopes in `details.missing`, or have somebody do it who holds them.",
  },
  "auth.cross_site": {
    happened: "A page of another site tried to act with your session. Nothing was done.",
    why: "Browsers send cookies by themselves, so writes with a session are taken from our own pages only.",
    todo: "Programs use an API key. Behind a proxy, see that it passes `Host` and `Origin` on unchanged and that `PUBLIC_URL` is right.",
  },
  "auth.invalid_credentials": {
    happened: "Email and password do not belong together.",
    why: "One of them is mistyped, or there is no such account; we do not say which.",
    todo: "Try again, and mind capital letters. An administrator can set a new password.",
  },
  "auth.throttled": {
    happened: "Signing in is blocked for a while.",
    why: "There were too many failed tries for this account or from this address.",
    todo: "Wait as long as `Retry-After` says. If it was not you, tell your administrator.",
  },
  "api_key.expired": {
    happened: "A key was to be made that has already expired.",
    why: "`expiresAt` lies in the past, often because of a time zone.",
    todo: "Give an instant in the future, or leave `expiresAt` out for a key that does not expire.",
  },
  "demo.other_merchant": {
    happened: "Demo keys are given only to who is signed in to the demo shop.",
    why: "You are signed in to another merchant on this server.",
    todo: "Try things out with an API key of your own shop, or sign in to the demo.",
  },
  "user.email_taken": {
    happened: "Another user of this shop has this email.",
    why: "An email is what people sign in with, so it stands for one user.",
    todo: "Change the existing user instead, or give another email.",
  },
  "user.email_unavailable": {
    happened: "This email cannot be used for a user here.",
    why: "It belongs to an account on this server that you may not see.",
    todo: "Give another email address.",
  },
  "user.last_admin": {
    happened: "The only active administrator cannot be removed or given a smaller role.",
    why: "Nobody could manage users and keys any more.",
    todo: "Make somebody else an administrator first.",
  },
  "user.wrong_password": {
    happened: "Your present password was not right, so it was not changed.",
    why: "Whoever changes a password proves first that the account is theirs.",
    todo: "Type your present password again.",
  },
  "auth.unsupported_credential": {
    happened: "The request proves who sends it in a way that this address does not take.",
    why: "Not every transport takes each kind of credential: a session is for browsers, an API key for programs.",
    todo: "Send `Authorization: Bearer` with an API key, and nothing else that says who you are.",
  },
};
