/** A select menu of a message or a modal: Discord's types 3 (strings) and 5 to 8 (people, roles, channels). */

import { el, freshId, nameOf } from "./dom.js";
import { ListBox } from "./listbox.js";

export const SELECT_TYPES = new Set([3, 5, 6, 7, 8]);

const STRING = 3;
const USER = 5;
const ROLE = 6;
const CHANNEL = 8;

/** The choices of a select: its own for strings, else what this page knows of the guild. */
function choicesOf(component, store) {
  if (component.type === STRING) {
    return component.options.map((option) => ({
      value: option.value,
      label: option.label,
      detail: option.description ?? "",
      mark: option.emoji?.name ?? "",
      selected: Boolean(option.default),
    }));
  }
  const preset = new Set((component.default_values ?? []).map((value) => value.id));
  const users = store.users().map((user) => ({ value: user.id, label: nameOf(user), mark: "@" }));
  const roles = [{ value: store.guild.id, label: "@everyone", mark: "@" }];
  const channels = store.channels.map((channel) => ({ value: channel.id, label: channel.name, mark: "#" }));
  const rows = { [USER]: users, [ROLE]: roles, [CHANNEL]: channels }[component.type] ?? [...users, ...roles];
  return rows.map((row) => ({ ...row, detail: "", selected: preset.has(row.value) }));
}

/**
 * @param {any} component Discord's JSON of the select
 * @param {import("./store.js").Store} store
 * @param {(values: string[]) => void} onDone called with the values once the person has chosen
 * @param {{label?: string}} [options] the label of a modal's field
 * @returns {HTMLElement} its `values()` gives what is chosen now
 */
export function select(component, store, onDone, { label = "" } = {}) {
  const items = choicesOf(component, store);
  const least = component.min_values ?? 1;
  const most = Math.min(component.max_values ?? 1, Math.max(items.length, 1));
  const several = most > 1;
  const placeholder = component.placeholder ?? "Make a selection";
  const shown = el("span", { class: "select-value", id: freshId("chosen") });
  const button = el(
    "button",
    {
      type: "button",
      class: "select",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label || placeholder,
      "aria-describedby": shown.id,
      disabled: Boolean(component.disabled),
      data: { customId: component.custom_id },
    },
    shown,
    el("span", { class: "select-arrow", "aria-hidden": "true", text: "⌄" }),
  );
  const place = el("div", { class: "popup select-popup", hidden: true });
  const list = new ListBox(place);
  const chosen = () => items.filter((item) => item.selected).map((item) => item.value);
  let before = "";

  const draw = () => {
    const labels = items.filter((item) => item.selected).map((item) => item.label);
    shown.textContent = labels.join(", ") || placeholder;
    shown.classList.toggle("placeholder", labels.length === 0);
  };
  const open = () => {
    before = JSON.stringify(chosen());
    present();
  };
  const present = (active = -1) => {
    const range = least === most ? `Choose ${most}` : `Choose ${least} to ${most}`;
    list.show(button, {
      title: several ? range : placeholder,
      items,
      several,
      active,
      note: "Nothing to choose from.",
      onChoose: choose,
    });
    // At the end of the channel there is no room below: the list opens upwards there.
    place.classList.remove("upwards");
    const end = button.closest(".scroller")?.getBoundingClientRect().bottom ?? Infinity;
    place.classList.toggle("upwards", place.getBoundingClientRect().bottom > end);
  };
  const choose = (item) => {
    if (!several) {
      for (const other of items) other.selected = other === item;
      list.hide();
      onDone([item.value]);
    } else if (item.selected || chosen().length < most) {
      item.selected = !item.selected;
      present(items.indexOf(item));
    }
    draw();
  };
  /** Discord sends a menu of several when it closes, and only when the choice has changed and is allowed. */
  const close = () => {
    if (!list.open) return;
    list.hide();
    const values = chosen();
    const allowed = values.length >= least && values.length <= most;
    if (several && allowed && JSON.stringify(values) !== before) onDone(values);
  };

  button.addEventListener("click", () => (list.open ? close() : open()));
  button.addEventListener("blur", close);
  button.addEventListener("keydown", (event) => {
    if (list.open && (event.key === "Escape" || event.key === "Tab")) {
      close();
      // Escape closes the list only, not the form around it.
      if (event.key === "Escape") event.preventDefault();
      return;
    }
    if (list.key(event)) return;
    if (!list.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      open();
    }
  });
  draw();
  const box = el("div", { class: "select-box" }, button, place);
  box.values = chosen;
  return box;
}
