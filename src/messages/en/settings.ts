export const settings = {
  title: "Settings",
  /** Every page of the settings: its name, and what it is for. */
  pages: {
    profile: { name: "Profile", hint: "Your password, and where you are signed in." },
    security: { name: "Security", hint: "Who has a second factor, and whether everybody needs one." },
    people: { name: "People", hint: "Who works here, and in which role." },
    invitations: { name: "Invitations", hint: "Who has been asked, and has not come yet." },
    roles: { name: "Roles", hint: "What people see and do." },
    shop: { name: "Shop", hint: "Name, currency, language and time zone." },
    audit: { name: "Audit", hint: "Who did what, from where, with the values before and after." },
    keys: { name: "API keys", hint: "Let programs in, each with no more than it needs." },
  },
  shop: {
    name: "Name",
    slug: "Short name",
    currency: "Currency",
    locale: "Language and formats",
    timeZone: "Time zone",
  },
};
