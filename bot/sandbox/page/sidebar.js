/** The list of channels, the theme switch, and the drawer that holds both on a phone. */

import { el } from "./dom.js";
import { bindThemeButton } from "./theme.js";

/** @param {any} channel @param {boolean} fresh */
function classOf(channel, fresh) {
  return ["channel", channel.parent_id && "thread-row", fresh && "fresh"].filter(Boolean).join(" ");
}

/** What people have to know of a thread, in words. */
function stateOf(thread) {
  const words = [thread.locked && "locked", thread.archived && "archived"].filter(Boolean);
  return words.length ? `(${words.join(", ")})` : "thread";
}

/** The width below which style.css makes the sidebar a drawer. */
const NARROW = matchMedia("(max-width: 700px)");

export class Sidebar {
  /**
   * @param {HTMLElement} node
   * @param {HTMLButtonElement} toggle shown on narrow screens only
   * @param {HTMLElement} list
   * @param {import("./store.js").Store} store
   * @param {(channelId: string) => void} onChoose
   */
  constructor(node, toggle, list, store, onChoose) {
    this.node = node;
    this.toggle = toggle;
    this.list = list;
    this.store = store;
    this.onChoose = onChoose;
    /** @type {Set<string>} channels with something not seen yet */
    this.news = new Set();
    bindThemeButton(node.querySelector(".theme-button"));
    toggle.addEventListener("click", () => this.#open(toggle.getAttribute("aria-expanded") !== "true"));
    NARROW.addEventListener("change", () => this.#open(false));
    document.addEventListener("pointerdown", (event) => {
      if (NARROW.matches && !node.contains(event.target) && !toggle.contains(event.target)) this.#open(false);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && node.classList.contains("open")) {
        this.#open(false);
        toggle.focus();
      }
    });
    this.#open(false);
  }

  draw() {
    this.news.delete(this.store.channelId);
    const rows = this.store.channels.map((channel) => {
      const here = channel.id === this.store.channelId;
      const fresh = this.news.has(channel.id);
      const button = el(
        "button",
        { type: "button", class: classOf(channel, fresh), "aria-current": here ? "page" : null },
        el("span", { class: "hash", "aria-hidden": "true", text: channel.parent_id ? "↳" : "#" }),
        channel.name,
      );
      if (channel.parent_id) button.append(el("span", { class: "channel-state", text: stateOf(channel) }));
      if (fresh) button.append(el("span", { class: "visually-hidden", text: " (new messages)" }));
      button.addEventListener("click", () => {
        this.#open(false);
        this.onChoose(channel.id);
      });
      return el("li", {}, button);
    });
    this.list.replaceChildren(...rows);
  }

  /** @param {string} channelId something new stands there */
  unread(channelId) {
    this.news.add(channelId);
    this.draw();
  }

  /** Closed, a drawer must not be reached by the keyboard either. */
  #open(open) {
    this.toggle.setAttribute("aria-expanded", open ? "true" : "false");
    this.node.classList.toggle("open", open);
    this.node.inert = NARROW.matches && !open;
    if (open) this.list.querySelector("[aria-current]")?.focus();
  }
}
