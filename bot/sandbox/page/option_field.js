/** One option of a slash command: a named field that knows what it accepts. */

import { el, freshId, nameOf } from "./dom.js";

/** Option types: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
const TYPE = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

export class OptionField {
  /**
   * @param {any} option Discord's JSON
   * @param {import("./store.js").Store} store
   */
  constructor(option, store) {
    this.option = option;
    this.store = store;
    /** @type {{name: string, value: any}|null} what was taken from a list, for as long as the text still says it */
    this.chosen = null;
    const numeric = option.type === TYPE.integer || option.type === TYPE.number;
    this.error = el("span", { class: "field-error", id: freshId("error"), role: "alert" });
    this.input = el("input", {
      id: freshId("option"),
      class: "field-input",
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      inputmode: numeric ? "decimal" : "text",
      maxlength: option.max_length,
      disabled: option.type === TYPE.attachment,
      "aria-required": option.required ? "true" : "false",
      "aria-describedby": this.error.id,
    });
    if (this.hasList) {
      this.input.setAttribute("role", "combobox");
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-expanded", "false");
    }
    const label = el("label", { class: "field-name", for: this.input.id, text: option.name });
    this.remove = option.required
      ? null
      : el("button", { type: "button", class: "field-remove", "aria-label": `Remove ${option.name}`, text: "×" });
    this.node = el("div", { class: "field" }, label, this.input, this.remove, this.error);
    this.input.addEventListener("input", () => this.#edited());
    this.#fit();
  }

  /** Whether a list belongs to this field: its own choices, or the bot's suggestions. */
  get hasList() {
    return Boolean(this.option.autocomplete) || this.choices() !== null;
  }

  /** @returns {Array<{name: string, value: any}>|null} the closed list of this field, null for free input */
  choices() {
    const { choices, type } = this.option;
    if (choices?.length) return choices;
    const users = this.store.users().map((user) => ({ name: nameOf(user), value: user.id }));
    const everyone = { name: "@everyone", value: this.store.guild.id };
    if (type === TYPE.boolean)
      return [
        { name: "True", value: true },
        { name: "False", value: false },
      ];
    if (type === TYPE.user) return users;
    if (type === TYPE.role) return [everyone];
    if (type === TYPE.mentionable) return [...users, everyone];
    if (type === TYPE.channel)
      return this.store.channels.map((channel) => ({ name: `#${channel.name}`, value: channel.id }));
    return null;
  }

  /** The closed list, narrowed to what is typed; whole again once something of it is chosen. */
  matching() {
    const typed = this.chosen ? "" : this.input.value.trim().toLowerCase();
    return (this.choices() ?? []).filter((choice) => choice.name.toLowerCase().includes(typed));
  }

  /** @param {{name: string, value: any}} choice */
  choose(choice) {
    this.chosen = choice;
    this.input.value = choice.name;
    this.complain("");
    this.#fit();
  }

  /** @param {string} text a value written by hand or in a link; the name or value of a choice counts as chosen */
  set(text) {
    const choice = (this.choices() ?? []).find(({ name, value }) =>
      [name, String(value)].some((own) => own.toLowerCase() === text.toLowerCase()),
    );
    if (choice) this.choose(choice);
    else this.input.value = text;
    this.#fit();
  }

  /** What the bot's autocomplete is told of this field while it is still being written. */
  draft() {
    if (this.chosen) return this.chosen.value;
    const text = this.input.value;
    const number = Number(text);
    const numeric = this.option.type === TYPE.integer || this.option.type === TYPE.number;
    return numeric && text.trim() && Number.isFinite(number) ? number : text;
  }

  /**
   * What would be sent, or why it cannot be: the rules that Discord's own client checks.
   * @returns {{value?: any, problem?: string}} neither for an optional field left empty
   */
  read() {
    const { option } = this;
    const text = this.input.value.trim();
    if (option.type === TYPE.attachment)
      return option.required ? { problem: "This model of Discord cannot attach files to a command." } : {};
    if (this.chosen) return { value: this.chosen.value };
    if (!text) return option.required ? { problem: "This option is required." } : {};
    if (this.choices()) {
      const only = this.matching();
      return only.length === 1 ? { value: only[0].value } : { problem: "Choose one of the list." };
    }
    if (option.type === TYPE.integer || option.type === TYPE.number) return this.#number(text);
    if (text.length < (option.min_length ?? 0)) return { problem: `At least ${option.min_length} characters.` };
    return { value: text };
  }

  /** @param {string} problem a sentence, or nothing when all is well */
  complain(problem) {
    this.error.textContent = problem;
    this.node.classList.toggle("invalid", problem !== "");
    this.input.setAttribute("aria-invalid", problem ? "true" : "false");
  }

  /** "name: value" as the reply's header shows it. */
  shown() {
    return `${this.option.name}: ${this.input.value.trim()}`;
  }

  #number(text) {
    const { type, min_value: least = -Infinity, max_value: most = Infinity } = this.option;
    const number = Number(text);
    if (!Number.isFinite(number)) return { problem: "This option is a number." };
    if (type === TYPE.integer && !Number.isSafeInteger(number)) return { problem: "This option is a whole number." };
    if (number < least) return { problem: `At least ${least}.` };
    return number > most ? { problem: `At most ${most}.` } : { value: number };
  }

  #edited() {
    this.chosen = null;
    this.complain("");
    this.#fit();
  }

  /** The field grows with its text, so that a whole name stays readable. */
  #fit() {
    this.input.size = Math.min(Math.max([...this.input.value].length + 1, 8), 40);
  }
}
