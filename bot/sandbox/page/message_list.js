/** The channel in view: keeps one node per message, in order, and the newest in sight. */

import { clock } from "./clock.js";
import { el, nameOf } from "./dom.js";
import { isPrivate, MARKS, messageNode, plainText } from "./message_view.js";
import { dayText, messageTime } from "./timestamps.js";

/** Messages of one author within this time share a head, as in Discord (7 minutes). */
const GROUP_MS = 7 * 60 * 1000;
/** How near to the end counts as "reading the newest". */
const NEAR_END_PX = 120;
/** What stays visible above a tall reply. */
const TOP_GAP_PX = 12;
const ANNOUNCED_CHARACTERS = 300;

export class MessageList {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} live a polite live region: hears of new messages, not of redrawn ones
   * @param {import("./store.js").Store} store
   * @param {import("./message_view.js").MessageActions} actions
   */
  constructor(list, live, store, actions) {
    this.list = list;
    this.scroller = list.parentElement;
    this.live = live;
    this.store = store;
    this.actions = actions;
    /** @type {Map<string, {message: any, node: HTMLElement}>} */
    this.drawn = new Map();
    // A picture that arrives late must not push the end of the talk out of sight.
    list.addEventListener("load", () => this.wasNearEnd && this.#toNewest(), true);
    // Only going up leaves the newest: while pictures load, the end moves away from whoever stands at it.
    this.scroller.addEventListener("scroll", () => {
      const wentUp = this.scroller.scrollTop < this.lastTop;
      this.lastTop = this.scroller.scrollTop;
      if (wentUp || this.#nearEnd()) this.wasNearEnd = this.#nearEnd();
    });
    this.wasNearEnd = true;
    this.lastTop = 0;
  }

  /** Bring the nodes in line with the store; only what changed is drawn anew. */
  sync() {
    const stay = this.wasNearEnd;
    const wanted = [];
    let previous = null;
    for (const message of this.store.visible()) {
      if (message.timestamp && (!previous?.timestamp || dayText(previous.timestamp) !== dayText(message.timestamp))) {
        wanted.push(this.#divider(message));
        previous = null;
      }
      const node = this.#nodeOf(message);
      node.classList.toggle("grouped", isGrouped(previous, message));
      wanted.push(node);
      previous = message;
    }
    this.#place(wanted);
    for (const [id, { node }] of this.drawn) if (!node.isConnected) this.drawn.delete(id);
    if (stay) this.#toEnd();
  }

  /**
   * Tell people who do not see the page that something new stands there.
   * @param {any} message
   */
  announce(message) {
    const words = plainText(message).replace(MARKS, "").slice(0, ANNOUNCED_CHARACTERS);
    this.live.textContent = `${nameOf(message.author)}${isPrivate(message) ? ", only to you" : ""}: ${words}`;
  }

  /**
   * Show a reply from its beginning: a card may be taller than the screen, and people read from the top.
   * @param {string} id
   */
  showFromTop(id) {
    const node = this.node(id);
    if (!node || node.offsetHeight <= this.scroller.clientHeight) return;
    this.wasNearEnd = false;
    this.scroller.scrollTop = node.offsetTop - this.list.offsetTop - TOP_GAP_PX;
  }

  /** Go to a message, wherever it is. */
  jumpTo(id) {
    const node = this.node(id);
    if (!node) return;
    this.wasNearEnd = false;
    node.scrollIntoView({ block: "start" });
    node.focus();
  }

  /** Say the messages' times anew: what was "today" is "yesterday" once the clock was set. */
  redate() {
    for (const { message, node } of this.drawn.values()) {
      const time = message?.timestamp ? node.querySelector(".message-head time") : null;
      if (time) time.textContent = messageTime(message.timestamp, clock.nowMs());
    }
  }

  /** Jump to the newest message, for example after the person has sent something. */
  follow() {
    this.wasNearEnd = true;
    this.#toEnd();
  }

  /**
   * @param {string} id
   * @returns {HTMLElement|undefined}
   */
  node(id) {
    return this.drawn.get(id)?.node;
  }

  #nodeOf(message) {
    const known = this.drawn.get(message.id);
    if (known?.message === message) return known.node;
    const node = messageNode(message, this.store, this.actions);
    if (known) keepFocus(known.node, node);
    this.drawn.set(message.id, { message, node });
    return node;
  }

  #divider(message) {
    // By message: behind a clock that was put back, a day comes again.
    const id = `day ${message.id}`;
    const known = this.drawn.get(id);
    if (known) return known.node;
    const node = el(
      "div",
      { class: "day", role: "separator", "aria-label": dayText(message.timestamp) },
      el("span", { text: dayText(message.timestamp) }),
    );
    this.drawn.set(id, { message: null, node });
    return node;
  }

  #place(wanted) {
    const keep = new Set(wanted);
    for (const node of [...this.list.children]) if (!keep.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
      if (node.refocus) {
        node.refocus.focus();
        delete node.refocus;
      }
    });
  }

  #nearEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END_PX;
  }

  /** To the end, or to the beginning of the newest message where its picture has made that taller than the screen. */
  #toNewest() {
    this.#toEnd();
    const newest = [...this.drawn].find(([, { node }]) => node === this.list.lastElementChild);
    if (newest) this.showFromTop(newest[0]);
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

/** A redrawn message keeps the keyboard where it was: on the same control, else on the message itself. */
function keepFocus(before, after) {
  if (!before.contains(document.activeElement)) return;
  const id = document.activeElement.dataset.customId;
  const same = [...after.querySelectorAll("[data-custom-id]")].find(
    (node) => id && node.dataset.customId === id && !node.disabled,
  );
  after.refocus = same ?? after;
}

function isGrouped(previous, message) {
  return Boolean(
    previous &&
    previous.author.id === message.author.id &&
    !message._interaction &&
    !message.message_reference &&
    isPrivate(previous) === isPrivate(message) &&
    new Date(message.timestamp) - new Date(previous.timestamp) < GROUP_MS,
  );
}
