import type { ErpSettings } from "./schemas.ts";

const POST = `{
  "Invoice": {
    "Number": number,
    "Kind": kind = "invoice" ? "INVOICE" : "CREDIT",
    "ForInvoice": invoice,
    "OrderNumber": orderNumber,
    "ExternalId": externalId,
    "IssuedAt": issuedAt,
    "Currency": currency,
    "CustomerName": customer.name,
    "Lines": { "Line": [lines.{
      "Sku": sku, "Text": name, "Quantity": quantity, "UnitPrice": unitPrice,
      "Discount": discount, "Tax": tax, "Amount": amount
    }] },
    "Shipping": shipping,
    "Tax": tax,
    "Total": total
  }
}`;

const ROW = `{ "number": Number, "currency": Currency, "total": Total, "reference": DocumentId }`;

/** For an ERP with the operations of the stand-in (`src/demo/erp/erp.wsdl`); others are configured. */
const defaultSettings: ErpSettings = {
  post: { operation: "PostInvoice", request: POST, result: `{ "reference": DocumentId, "duplicate": Duplicate }` },
  find: {
    operation: "GetInvoice",
    request: `{ "Number": number }`,
    result: `$exists(Invoice) ? Invoice.${ROW} : null`,
  },
  list: {
    operation: "ListInvoices",
    request: `{ "IssuedFrom": from, "IssuedTo": to }`,
    result: `[Invoice.${ROW}]`,
  },
  stock: {
    operation: "GetStock",
    request: `{}`,
    result: `[Item.{ "sku": Sku, "location": Location, "onHand": OnHand }]`,
  },
  stockPolicy: "report",
  location: "main",
};

/** What a tenant has configured, completed by the defaults. */
export const settingsOf = (connection: { readonly settings: Partial<ErpSettings> } | undefined): ErpSettings => ({
  ...defaultSettings,
  ...connection?.settings,
});
