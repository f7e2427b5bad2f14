export const integrations = {
  title: "Integrations",
  tabs: { label: "Kinds of integrations", webhooks: "Webhooks", sources: "Sources" },
};
