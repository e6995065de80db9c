/** The menu of a message: the bot's message commands, and copying. */

import { el } from "./dom.js";
import { isPrivate, plainText } from "./message_view.js";

const MARGIN_PX = 8;

/**
 * @param {any} message
 * @param {HTMLElement} anchor gets the focus back
 * @param {{x: number, y: number}|undefined} at where the pointer was; beside the anchor without it
 * @param {{store: import("./store.js").Store, run: (name: string, message: any) => void, tell: (sentence: string) => void}} hooks
 */
export function openMessageMenu(message, anchor, at, { store, run, tell }) {
  document.querySelector(".menu")?.remove();
  // Discord offers apps only on messages that stand in the channel for everyone.
  const apps = isPrivate(message) ? [] : store.messageMenus();
  const copy = (text) =>
    navigator.clipboard.writeText(text).then(
      () => tell("Copied."),
      () => tell("The browser did not allow copying."),
    );
  const rows = [
    ...apps.map((command) => item(command.name, "Apps", () => run(command.name, message))),
    item("Copy text", null, () => copy(plainText(message))),
    item("Copy message ID", null, () => copy(message.id)),
  ];
  const menu = el("div", { class: "menu", role: "menu", "aria-label": "Message" }, ...rows);
  const close = (refocus) => {
    removeEventListener("pointerdown", outside, true);
    menu.remove();
    if (refocus) anchor.focus();
  };
  const outside = (event) => menu.contains(event.target) || close(false);

  function item(label, detail, act) {
    const mark = detail ? el("span", { class: "menu-detail", text: detail }) : null;
    const row = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, el("span", { text: label }), mark);
    row.addEventListener("click", () => {
      close(true);
      act();
    });
    return row;
  }

  menu.addEventListener("keydown", (event) => {
    const index = rows.indexOf(document.activeElement);
    const to = {
      ArrowDown: (index + 1) % rows.length,
      ArrowUp: (index - 1 + rows.length) % rows.length,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[to].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    }
  });
  document.body.append(menu);
  const box = anchor.getBoundingClientRect();
  const place = at ?? { x: box.right - menu.offsetWidth, y: box.bottom };
  menu.style.left = `${Math.max(MARGIN_PX, Math.min(place.x, innerWidth - menu.offsetWidth - MARGIN_PX))}px`;
  menu.style.top = `${Math.max(MARGIN_PX, Math.min(place.y, innerHeight - menu.offsetHeight - MARGIN_PX))}px`;
  addEventListener("pointerdown", outside, true);
  rows[0].focus();
}
