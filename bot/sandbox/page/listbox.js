/**
 * A list of things to choose from, steered by the field that has the focus: arrows move, Enter or Tab takes,
 * Escape closes. The ARIA pattern is "combobox with listbox popup": focus stays in the field, and
 * `aria-activedescendant` tells a screen reader which row is active.
 */

import { el, freshId } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [detail] second line or right column
 * @property {string} [mark] what stands before the label
 * @property {boolean} [selected] for lists that choose several
 * @property {any} [value]
 */

export class ListBox {
  /** @param {HTMLElement} place where the list is shown; its CSS decides the position */
  constructor(place) {
    this.place = place;
    /** @type {Item[]} */
    this.items = [];
    this.active = -1;
    this.input = null;
  }

  get open() {
    return this.input !== null;
  }

  /**
   * @param {HTMLElement} input the field that keeps the focus
   * @param {{title: string, items: Item[], note?: string, several?: boolean, active?: number, onChoose: (item: Item) => void}} list
   *   `note` stands where the items would when there are none; `active` is the row to start from
   */
  show(input, { title, items, note = "", several = false, active = -1, onChoose }) {
    if (this.input && this.input !== input) this.hide();
    this.input = input;
    this.items = items;
    this.onChoose = onChoose;
    const id = freshId("list");
    this.rows = items.map((item, index) => this.#row(item, index, id, several));
    const list = el(
      "ul",
      { role: "listbox", id, "aria-label": title, "aria-multiselectable": several },
      ...this.rows,
    );
    const empty = items.length === 0 && note ? el("p", { class: "list-note", role: "status", text: note }) : null;
    this.place.replaceChildren(
      el("p", { class: "list-title", text: title, "aria-hidden": "true" }),
      list,
      ...(empty ? [empty] : []),
    );
    this.place.hidden = false;
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "true");
    const start =
      active >= 0
        ? active
        : Math.max(
            0,
            items.findIndex((item) => item.selected),
          );
    this.#activate(items.length > 0 ? start : -1);
  }

  hide() {
    if (!this.input) return;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.removeAttribute("aria-controls");
    this.input = null;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  /**
   * @param {KeyboardEvent} event a key pressed in the field
   * @returns {boolean} whether the list has used it
   */
  key(event) {
    if (!this.open || event.isComposing) return false;
    if (event.key === "Escape") {
      this.hide();
    } else if (this.items.length === 0) {
      return false;
    } else if (event.key === "ArrowDown") {
      this.#activate((this.active + 1) % this.items.length);
    } else if (event.key === "ArrowUp") {
      this.#activate((this.active - 1 + this.items.length) % this.items.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.active >= 0) {
      this.onChoose(this.items[this.active]);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #row(item, index, id, several) {
    return el(
      "li",
      {
        role: "option",
        id: `${id}-${index}`,
        class: several ? "row several" : "row",
        "aria-selected": item.selected ? "true" : "false",
        on: {
          // The field must not lose the focus to the row, else its list closes before the click arrives.
          mousedown: (event) => event.preventDefault(),
          click: () => this.onChoose(item),
          mousemove: () => this.#activate(index),
        },
      },
      item.mark ? el("span", { class: "row-mark", "aria-hidden": "true", text: item.mark }) : null,
      el(
        "span",
        { class: "row-text" },
        el("span", { class: "row-label", text: item.label }),
        item.detail ? el("span", { class: "row-detail", text: item.detail }) : null,
      ),
    );
  }

  #activate(index) {
    this.rows[this.active]?.classList.remove("active");
    this.active = index;
    const row = this.rows[index];
    if (!row) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    row.classList.add("active");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }
}
