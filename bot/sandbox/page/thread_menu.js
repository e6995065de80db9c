/** Threads of the channel in view: a new one from a channel, and in a thread whether it is archived or locked. */

import { post } from "./api.js";
import { el } from "./dom.js";

export class ThreadMenu {
  /**
   * @param {HTMLElement} node
   * @param {import("./store.js").Store} store
   * @param {(sentence: string) => void} complain
   * @param {(channelId: string) => void} show
   */
  constructor(node, store, complain, show) {
    this.node = node;
    this.store = store;
    this.complain = complain;
    this.show = show;
  }

  draw() {
    const channel = this.store.channel(this.store.channelId);
    if (!channel) return;
    if (!channel.parent_id) {
      this.node.replaceChildren(this.#button("New thread", () => this.#name()));
      return;
    }
    this.node.replaceChildren(
      this.#button(channel.archived ? "Open again" : "Archive", () => this.#ask({ archived: !channel.archived })),
      this.#button(channel.locked ? "Unlock" : "Lock", () => this.#ask({ locked: !channel.locked })),
    );
  }

  /** Ask for the name of a new thread, in the place of the button. */
  #name() {
    const input = el("input", { class: "thread-name", type: "text", maxlength: 100, required: true });
    input.setAttribute("aria-label", "Name of the new thread");
    input.placeholder = "Name of the thread";
    const form = el("form", { class: "thread-form" }, input, el("button", { class: "button primary", text: "Make" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) this.#ask({ name: input.value.trim() });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.draw();
    });
    this.node.replaceChildren(form);
    input.focus();
  }

  /** @param {object} wish what `/page/thread` takes, besides the channel */
  async #ask(wish) {
    try {
      const told = await post("thread", { channel_id: this.store.channelId, ...wish });
      this.show(told.channel_id);
    } catch (error) {
      this.complain(error.message);
    }
  }

  /** @param {string} text @param {() => void} act */
  #button(text, act) {
    return el("button", { type: "button", class: "thread-button", text, on: { click: act } });
  }
}
