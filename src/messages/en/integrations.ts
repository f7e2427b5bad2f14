export const integrations = {
  title: "Integrations",
  tab: { webhooks: "Webhooks", sources: "Sources", keys: "API keys", apis: "APIs", erp: "ERP" },
};
