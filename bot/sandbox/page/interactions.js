/**
 * What a person starts, and what becomes of it. A command stands in the channel as a pending message from the
 * moment it is sent; the bot's reply takes its place, or a failure does. Events may overtake the answer to the
 * request that caused them, so outcomes are kept by interaction id until both have been seen.
 */

import { post } from "./api.js";
import { clock } from "./clock.js";
import { MENU_REPLY, SLASH_REPLY } from "./message_view.js";

/** Discord gives a bot 3 s; if the sandbox never says how it ended, the button is freed a little later. */
const LONGEST_BUSY_MS = 5000;
const NO_ANSWER = "The application did not respond";

export class Interactions {
  /**
   * @param {import("./store.js").Store} store
   * @param {{redraw: () => void, complain: (sentence: string) => void, node: (id: string) => HTMLElement|undefined}} page
   */
  constructor(store, page) {
    this.store = store;
    this.page = page;
    this.counter = 0;
    /** @type {Set<string>} interactions that already have their reply or failure */
    this.settled = new Set();
    /** @type {Map<string, () => void>} what to do once the page learns which pending message is meant */
    this.early = new Map();
  }

  /**
   * Run a slash command.
   * @param {string} name
   * @param {Object<string, any>} options
   * @param {string} optionsText as shown beside the name
   */
  async command(name, options, optionsText) {
    const request = { channel_id: this.store.channelId, name, options };
    await this.#start("command", request, SLASH_REPLY, { name, options_text: optionsText });
  }

  /** Run a command of the message menu on a message. */
  async messageCommand(name, message) {
    const request = { channel_id: this.store.channelId, name, message_id: message.id };
    await this.#start("message_command", request, MENU_REPLY, { name, options_text: "" });
  }

  async #start(what, request, type, shown) {
    const id = `pending-${(this.counter += 1)}`;
    const pending = {
      id,
      type,
      _channel_id: request.channel_id,
      _pending: { state: "sending" },
      _interaction: { ...shown, user: this.store.me },
      author: { ...this.store.application, bot: true },
      timestamp: new Date(clock.nowMs()).toISOString(),
      flags: 0,
    };
    this.store.messages.set(id, pending);
    this.page.redraw();
    try {
      const { interaction_id: interaction } = await post(what, request);
      if (this.settled.has(interaction)) this.store.messages.delete(id);
      else if (this.store.messages.has(id))
        this.#change(id, { _interaction: { ...pending._interaction, id: interaction } });
      this.early.get(interaction)?.();
      this.early.delete(interaction);
    } catch (error) {
      this.#change(id, { _pending: { state: "failed", text: error.message } });
    }
    this.page.redraw();
  }

  /**
   * Press a button or choose in a menu.
   * @param {any} message
   * @param {any} component
   * @param {string[]|undefined} values
   * @param {HTMLElement} node
   */
  async component(message, component, values, node) {
    const article = this.page.node(message.id);
    if (article?.classList.contains("busy")) return;
    article?.classList.add("busy");
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
    setTimeout(() => this.free(message.id), LONGEST_BUSY_MS);
    if (message._failure) this.#change(message.id, { _failure: null });
    const request = { message_id: message.id, custom_id: component.custom_id, component_type: component.type };
    try {
      await post("component", values === undefined ? request : { ...request, values });
    } catch (error) {
      this.free(message.id);
      this.page.complain(error.message);
    }
  }

  /** Make the controls of a message usable again; without an id, those of all messages. */
  free(messageId = null) {
    for (const article of document.querySelectorAll("article.busy")) {
      if (messageId && article.dataset.id !== messageId) continue;
      article.classList.remove("busy");
      for (const node of article.querySelectorAll(".waiting")) {
        node.classList.remove("waiting");
        node.removeAttribute("aria-busy");
      }
    }
  }

  /** A reply has come: it takes the place of its pending message. @param {any} message */
  replied(message) {
    const interaction = message._interaction?.id;
    if (interaction) this.#settle(interaction);
    this.free();
  }

  /** @param {{interaction_id: string, message_id?: string, flags?: number}} data the bot has asked for time */
  deferred(data) {
    if (data.message_id) {
      // A button's message stays as it is until the bot changes it; the button itself is free again.
      this.free(data.message_id);
      return;
    }
    const pending = this.#pending(data.interaction_id);
    if (pending) this.#change(pending.id, { _pending: { state: "thinking" }, flags: data.flags ?? 0 });
    else if (this.#unnamed()) this.early.set(data.interaction_id, () => this.deferred(data));
  }

  /** @param {{interaction_id: string, message_id?: string, text?: string}} data */
  failed(data) {
    const text = data.text || NO_ANSWER;
    const pending = this.#pending(data.interaction_id);
    if (pending) {
      this.#change(pending.id, { _pending: { state: "failed", text } });
    } else if (data.message_id && this.store.messages.has(data.message_id)) {
      this.#change(data.message_id, { _failure: text });
    } else if (this.#unnamed()) {
      this.early.set(data.interaction_id, () => this.failed(data));
    } else {
      this.page.complain(text);
    }
    this.free(data.message_id ?? null);
  }

  /** The bot answers with a form: nothing will stand in the channel for this interaction yet. */
  answeredByModal(interaction) {
    this.#settle(interaction);
    this.free();
  }

  #settle(interaction) {
    this.settled.add(interaction);
    const pending = this.#pending(interaction);
    if (pending) this.store.messages.delete(pending.id);
  }

  #pending(interaction) {
    return [...this.store.messages.values()].find(
      (message) => message._pending && interaction && message._interaction.id === interaction,
    );
  }

  /** Whether a command is on its way whose interaction id is not known yet. */
  #unnamed() {
    return [...this.store.messages.values()].some(
      (message) => message._pending?.state === "sending" && !message._interaction.id,
    );
  }

  /** A changed message is a new object: that is how the list sees that it must draw it again. */
  #change(id, changes) {
    this.store.messages.set(id, { ...this.store.messages.get(id), ...changes });
  }
}
