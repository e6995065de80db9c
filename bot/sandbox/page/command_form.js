/** A chosen slash command in the composer: its name, its fields, the suggestions for the field in use. */

import { post } from "./api.js";
import { el } from "./dom.js";
import { OptionField } from "./option_field.js";

/** Long enough not to ask for every letter, short enough to feel immediate. */
const DEBOUNCE_MS = 150;

export class CommandForm {
  /**
   * @param {HTMLElement} place where the fields stand
   * @param {HTMLElement} hint where the field in use is explained
   * @param {import("./listbox.js").ListBox} list
   * @param {import("./store.js").Store} store
   * @param {{send: (name: string, options: object, shown: string) => void, cancel: () => void}} hooks
   */
  constructor(place, hint, list, store, hooks) {
    this.place = place;
    this.hint = hint;
    this.list = list;
    this.store = store;
    this.hooks = hooks;
    this.command = null;
    /** @type {OptionField[]} */
    this.fields = [];
    /** Counts the questions to the bot: an answer to an older one is dropped. */
    this.question = 0;
    place.addEventListener("keydown", (event) => this.#key(event));
    place.addEventListener("focusout", () => this.list.hide());
  }

  get open() {
    return this.command !== null;
  }

  /**
   * @param {any} command a row of `Store.slashCommands`
   * @param {Object<string, string>} [values] to begin with
   */
  start(command, values = {}) {
    this.close();
    this.command = command;
    this.name = el("button", {
      type: "button",
      class: "command-name",
      "aria-label": `/${command.name}: Enter sends, Escape goes back`,
      title: "Choose another command",
      text: `/${command.name}`,
    });
    this.name.addEventListener("click", () => this.hooks.cancel());
    this.place.replaceChildren(this.name);
    this.place.hidden = false;
    for (const option of command.options)
      if (option.required || option.name in values) this.#add(option, values[option.name]);
    this.#explain(this.fields[0]);
    const empty = this.fields.find((field) => field.input.value === "") ?? this.fields[0];
    (empty?.input ?? this.name).focus();
  }

  close() {
    this.question += 1;
    this.list.hide();
    this.command = null;
    this.fields = [];
    this.place.hidden = true;
    this.place.replaceChildren();
    this.hint.hidden = true;
  }

  /** Send when every field can be; else go to the first that cannot and say why. */
  submit() {
    const options = {};
    let wrong = null;
    for (const field of this.fields) {
      const { value, problem = "" } = field.read();
      field.complain(problem);
      if (problem) wrong ??= field;
      if (value !== undefined) options[field.option.name] = value;
    }
    if (wrong) {
      wrong.input.focus();
      return;
    }
    const filled = this.fields.filter((field) => field.option.name in options);
    this.hooks.send(this.command.name, options, filled.map((field) => field.shown()).join("  "));
  }

  #add(option, value) {
    const field = new OptionField(option, this.store);
    if (value !== undefined) field.set(value);
    field.input.addEventListener("focus", () => this.#focused(field));
    field.input.addEventListener("click", () => this.list.open || this.#suggest(field, 0));
    field.input.addEventListener("input", () => this.#turnTo(field) || this.#suggest(field, DEBOUNCE_MS));
    field.remove?.addEventListener("click", () => this.#drop(field));
    this.fields.push(field);
    this.place.append(field.node);
    return field;
  }

  /**
   * Typing "as:" goes on to that option, as in Discord: whole command lines can be typed as they are written down.
   * @returns {boolean} whether it did
   */
  #turnTo(field) {
    const typed = /(?:^|\s)(\S+):$/u.exec(field.input.value);
    const option = typed && this.command.options.find((own) => own.name === typed[1]);
    if (!option) return false;
    field.set(field.input.value.slice(0, typed.index).trim());
    const target = this.fields.find((own) => own.option === option) ?? this.#add(option);
    target.input.focus();
    return target !== field;
  }

  #drop(field) {
    this.list.hide();
    this.fields = this.fields.filter((other) => other !== field);
    field.node.remove();
    (this.fields.at(-1)?.input ?? this.name).focus();
    this.#explain(this.fields.at(-1));
  }

  #focused(field) {
    this.#explain(field);
    if (!field.chosen) this.#suggest(field, 0);
  }

  /** What the field in use means, and the optional ones that can still be added. */
  #explain(field) {
    const about = field
      ? [el("strong", { text: field.option.name }), ` ${field.option.description ?? ""}`]
      : [this.command.description];
    const left = this.command.options.filter((option) => !this.fields.some((own) => own.option.name === option.name));
    const more = left.map((option) => {
      const button = el("button", {
        type: "button",
        class: "add-option",
        title: option.description ?? "",
        text: `+ ${option.name}`,
      });
      button.addEventListener("click", () => {
        const added = this.#add(option);
        this.#explain(added);
        added.input.focus();
      });
      return button;
    });
    const offered = more.length > 0 ? el("span", { class: "hint-more" }, "Optional: ", ...more) : null;
    this.hint.replaceChildren(el("span", { class: "hint-text" }, ...about), ...(offered ? [offered] : []));
    this.hint.hidden = false;
  }

  #suggest(field, wait) {
    this.question += 1;
    const question = this.question;
    if (field.choices()) {
      this.#offer(field, field.matching(), "No choice has this name.");
      return;
    }
    if (!field.option.autocomplete) return;
    setTimeout(() => question === this.question && this.#ask(field, question), wait);
  }

  async #ask(field, question) {
    const options = { [field.option.name]: field.draft() };
    for (const other of this.fields) {
      const { value } = other === field ? {} : other.read();
      if (value !== undefined) options[other.option.name] = value;
    }
    const request = {
      channel_id: this.store.channelId,
      name: this.command.name,
      options,
      focused: field.option.name,
    };
    let choices = [];
    let note = "No options match your search.";
    try {
      ({ choices } = await post("autocomplete", request));
    } catch {
      note = "Loading options failed.";
    }
    // The person has typed on, left the field or sent the command meanwhile.
    if (question !== this.question || document.activeElement !== field.input) return;
    this.#offer(field, choices, note);
  }

  #offer(field, choices, note) {
    const items = choices.map((choice) => ({ label: choice.name, value: choice.value }));
    this.list.show(field.input, {
      title: field.option.name,
      items,
      note,
      onChoose: (item) => {
        field.choose({ name: item.label, value: item.value });
        this.question += 1;
        this.list.hide();
        this.#next(field);
      },
    });
  }

  /** After a choice, on to the next field that still needs one; else stay, ready to send. */
  #next(field) {
    const waiting = this.fields.find((other) => other.option.required && other.input.value.trim() === "");
    (waiting ?? field).input.focus();
  }

  #key(event) {
    if (event.isComposing) return;
    const field = this.fields.find((own) => own.input === event.target);
    if (field && this.list.key(event)) return;
    if (event.key === "Escape") {
      this.hooks.cancel();
    } else if (event.key === "Enter" && (field || event.target === this.name)) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Backspace" && field?.input.value === "") {
      event.preventDefault();
      if (field.option.required) this.hooks.cancel();
      else this.#drop(field);
    }
  }
}
