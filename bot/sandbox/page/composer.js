/** The box at the bottom: plain messages, and `/` for commands. */

import { post } from "./api.js";
import { CommandForm } from "./command_form.js";
import { ListBox } from "./listbox.js";
import { isComplete, parseCommandLine } from "./run_link.js";

export class Composer {
  /**
   * @param {HTMLFormElement} form with the parts that `index.html` gives it
   * @param {import("./store.js").Store} store
   * @param {{command: (name: string, options: object, shown: string) => void, complain: (sentence: string) => void}} hooks
   */
  constructor(form, store, hooks) {
    this.store = store;
    this.hooks = hooks;
    this.text = form.querySelector("textarea");
    this.list = new ListBox(form.querySelector(".composer-list"));
    this.fields = new CommandForm(
      form.querySelector(".command-form"),
      form.querySelector(".hint"),
      this.list,
      store,
      {
        send: (name, options, shown) => {
          this.reset();
          hooks.command(name, options, shown);
        },
        cancel: () => this.reset(),
      },
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    form.querySelector(".slash").addEventListener("click", () => this.#openPicker());
    this.text.addEventListener("input", () => this.#typed());
    this.text.addEventListener("focus", () => this.#typed());
    this.text.addEventListener("blur", () => this.list.hide());
    this.text.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Back to an empty text box, with the focus in it. */
  reset() {
    this.fields.close();
    this.list.hide();
    this.text.hidden = false;
    this.text.value = "";
    this.#grow();
    this.text.focus();
  }

  /**
   * Put a command there to be filled in.
   * @param {string} name
   * @param {Object<string, string>} [values]
   */
  pick(name, values = {}) {
    const command = this.store.slashCommands().find((row) => row.name === name);
    if (!command) {
      this.hooks.complain(`The bot has no command /${name}.`);
      return;
    }
    this.list.hide();
    this.text.value = "";
    this.text.hidden = true;
    this.fields.start(command, values);
  }

  /**
   * Run a whole line like "/entity name:Kurils"; what lacks a required option waits to be filled in.
   * @param {string} line
   * @returns {boolean} whether the bot has such a command
   */
  run(line) {
    const parsed = parseCommandLine(line, this.store.slashCommands());
    if (!parsed) return false;
    this.pick(parsed.command.name, parsed.options);
    if (isComplete(parsed)) this.fields.submit();
    return true;
  }

  /** @param {string} name of the channel in view */
  label(name) {
    this.text.placeholder = `Message #${name} or type /`;
    this.text.setAttribute("aria-label", `Message #${name}; type a slash for commands`);
  }

  /** The commands have changed: a list that is open shows the new ones. */
  commandsChanged() {
    if (this.list.open && !this.fields.open) this.#typed();
  }

  #openPicker() {
    this.reset();
    this.text.value = "/";
    this.#typed();
  }

  #typed() {
    this.#grow();
    const text = this.text.value;
    if (!text.startsWith("/") || text.includes("\n")) {
      this.list.hide();
      return;
    }
    const rows = this.store.slashCommands();
    const typed = text.slice(1).toLowerCase();
    const whole = rows.find((row) => typed === `${row.name} `);
    if (whole) {
      this.pick(whole.name);
      return;
    }
    const starts = rows.filter((row) => row.name.startsWith(typed.trim()));
    const contains = rows.filter((row) => !starts.includes(row) && row.name.includes(typed.trim()));
    // With an option written out, this is a whole command line: Enter runs it, and no list is in the way.
    if (parseCommandLine(text, rows) && /\s\S+:/.test(text)) {
      this.list.hide();
      return;
    }
    this.list.show(this.text, {
      title: "Commands",
      items: [...starts, ...contains].map((row) => ({
        label: `/${row.name}`,
        detail: row.description,
        value: row.name,
        mark: "/",
      })),
      note: rows.length > 0 ? "No command has this name." : "The bot has not registered its commands yet.",
      onChoose: (item) => this.pick(item.value),
    });
  }

  #key(event) {
    if (this.list.key(event) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
  }

  #submit() {
    if (this.fields.open) {
      this.fields.submit();
      return;
    }
    const content = this.text.value.trim();
    if (!content) return;
    if (content.startsWith("/")) {
      if (!this.run(content)) this.hooks.complain("The bot has no such command. Type / to see the ones it has.");
      return;
    }
    this.reset();
    post("message", { channel_id: this.store.channelId, content }).catch((error) => {
      this.text.value = content;
      this.hooks.complain(error.message);
    });
  }

  /** The box grows with its lines; CSS sets the limit. */
  #grow() {
    this.text.rows = Math.max(1, this.text.value.split("\n").length);
  }
}
