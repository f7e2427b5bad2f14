import type { Page } from "@playwright/test";
import { patchOrder, placeOrder } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const note = (page: Page) => page.getByRole("region", { name: "Standing note" });

async function writeNote(page: Page, text: string): Promise<void> {
  await note(page).getByRole("button", { name: "Edit" }).click();
  await note(page).getByRole("textbox").fill(text);
}
const saveNote = (page: Page) =>
  note(page)
    .getByRole("button", { name: /Save note/ })
    .click();

test("when two users edit the same text, the later one sees the conflict and resolves it", async ({
  page,
  visit,
  api,
  complaints,
}) => {
  complaints.expect(/412 \(Precondition Failed\)/);
  const { number } = await placeOrder(api);
  const rival = await visit("agent");
  await Promise.all([page, rival].map((each) => openScreen(each, `/orders/${number}`)));
  await writeNote(page, "Leave it with the porter");
  await writeNote(rival, "Ring twice");
  await saveNote(rival);
  await expect(note(rival).getByRole("textbox")).toBeHidden(); // saved: a text area's text is there before
  await expect(note(rival).getByText("Ring twice")).toBeVisible();

  await saveNote(page);
  const dialog = page.getByRole("dialog", { name: "Callum Reid changed this while you were editing" });
  await expect(dialog.getByRole("radio", { name: /Your version.*Leave it with the porter/s })).toBeChecked();
  await dialog.getByRole("radio", { name: /Callum Reid’s version.*Ring twice/s }).check();
  await dialog.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(dialog).toBeHidden();
  for (const each of [page, rival]) await expect(note(each).getByText("Ring twice")).toBeVisible();
});

test("changes of different fields are merged silently", async ({ page, api, complaints }) => {
  complaints.expect(/412 \(Precondition Failed\)/);
  const order = await placeOrder(api);
  await openScreen(page, `/orders/${order.number}`);
  await writeNote(page, "Leave it with the porter");
  await patchOrder(api, order, { tags: ["gift"] });
  await expect(page.getByRole("button", { name: "Remove tag gift" })).toBeVisible();
  await saveNote(page);
  await expect(note(page).getByText("Leave it with the porter")).toBeVisible();
  await expect(page.getByText("Both changes are kept.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove tag gift" })).toBeVisible();
});
