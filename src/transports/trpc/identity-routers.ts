import * as accounts from "#core/accounts/index.ts";
import { listPermissions } from "#core/catalogue.ts";
import * as invitations from "#core/invitations/index.ts";
import * as keys from "#core/keys/index.ts";
import * as oauth from "#core/oauth/index.ts";
import * as roles from "#core/roles/index.ts";
import * as users from "#core/users/index.ts";
import { router } from "./init.ts";
import { mutationOf, queryOf } from "./procedures.ts";

/** People and programs: who they are, what they may, and how they prove it. */
export const identityRouters = {
  apiKeys: router({
    list: queryOf(keys.listApiKeys),
    show: queryOf(keys.showApiKeys),
    get: queryOf(keys.getApiKey),
    create: mutationOf(keys.createApiKey),
    update: mutationOf(keys.updateApiKey),
    rotate: mutationOf(keys.rotateApiKey),
    revoke: mutationOf(keys.revokeApiKey),
  }),
  factors: router({
    get: queryOf(accounts.getFactors),
    listPeople: queryOf(accounts.listPeopleFactors),
    begin: mutationOf(accounts.beginFactor),
    confirm: mutationOf(accounts.confirmFactor),
    remove: mutationOf(accounts.removeFactor),
    makeRecoveryCodes: mutationOf(accounts.makeRecoveryCodes),
    require: mutationOf(accounts.requireFactor),
  }),
  oauthClients: router({
    list: queryOf(oauth.listOAuthClients),
    create: mutationOf(oauth.createOAuthClient),
    revoke: mutationOf(oauth.revokeOAuthClient),
  }),
  invitations: router({
    list: queryOf(invitations.listInvitations),
    get: queryOf(invitations.getInvitation),
    create: mutationOf(invitations.createInvitation),
    resend: mutationOf(invitations.resendInvitation),
    revoke: mutationOf(invitations.revokeInvitation),
  }),
  roles: router({
    list: queryOf(roles.listRoles),
    get: queryOf(roles.getRole),
    permissions: queryOf(listPermissions),
    create: mutationOf(roles.createRole),
    update: mutationOf(roles.updateRole),
    delete: mutationOf(roles.deleteRole),
  }),
  sessions: router({
    list: queryOf(accounts.listSessions),
    prove: mutationOf(accounts.proveSelf),
    revoke: mutationOf(accounts.revokeSession),
    revokeOthers: mutationOf(accounts.revokeOtherSessions),
  }),
  users: router({
    list: queryOf(users.listUsers),
    page: queryOf(users.pageUsers),
    get: queryOf(users.getUser),
    create: mutationOf(users.createUser),
    update: mutationOf(users.updateUser),
    activate: mutationOf(users.activateUser),
    delete: mutationOf(users.deleteUser),
    changePassword: mutationOf(users.changePassword),
    removeFactors: mutationOf(accounts.removeFactorsOf),
    me: queryOf(users.currentUser),
  }),
};
