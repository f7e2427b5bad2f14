export const integrations = {
  title: "Integrations",
  tab: { webhooks: "Webhooks", sources: "Sources", apis: "APIs", erp: "ERP" },
};
