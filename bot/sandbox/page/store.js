/** What the page knows: the state the sandbox gave, kept up to date by its events. Holds no nodes. */

/** @param {any} message */
export function channelOf(message) {
  return message._channel_id ?? message.channel_id;
}

const SLASH = 1;
const MESSAGE_MENU = 3;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/**
 * One row for each thing a person can run: a subcommand is a row of its own, named by its whole path.
 * @param {any} command a node of Discord's command JSON
 * @param {string} path the names above it
 * @param {string} id of the top command
 * @returns {Array<{id: string, name: string, description: string, options: any[]}>}
 */
function runnable(command, path, id) {
  const name = path ? `${path} ${command.name}` : command.name;
  const options = command.options ?? [];
  const inner = options.filter((option) => option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP);
  if (inner.length > 0) return inner.flatMap((option) => runnable(option, name, id));
  const required = options.filter((option) => option.required);
  const optional = options.filter((option) => !option.required);
  return [{ id, name, description: command.description ?? "", options: [...required, ...optional] }];
}

export class Store {
  constructor() {
    this.me = { id: "0", username: "you" };
    this.application = { id: "0", username: "bot" };
    this.guild = { id: "0", name: "" };
    this.channels = [];
    this.commands = [];
    /** @type {Map<string, any>} */
    this.messages = new Map();
    this.channelId = "";
    this.clock = null;
  }

  /** @param {any} state the answer of `/page/state` */
  load(state) {
    this.me = state.me;
    this.application = state.application;
    this.guild = state.guild;
    this.channels = state.channels;
    this.commands = state.commands;
    this.clock = state.clock;
    this.messages = new Map(state.messages.map((message) => [message.id, message]));
    if (!this.channels.some((channel) => channel.id === this.channelId)) {
      this.channelId = this.channels[0]?.id ?? "";
    }
  }

  /** The messages of the channel in view, oldest first. */
  visible() {
    return [...this.messages.values()].filter((message) => channelOf(message) === this.channelId);
  }

  /** Every slash command a person can run, by name. */
  slashCommands() {
    const rows = this.commands.filter((command) => (command.type ?? SLASH) === SLASH);
    return rows
      .flatMap((command) => runnable(command, "", command.id))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  messageMenus() {
    return this.commands.filter((command) => command.type === MESSAGE_MENU);
  }

  /** @param {string} id */
  user(id) {
    if (this.me.id === id) return this.me;
    if (this.application.id === id) return this.application;
    return [...this.messages.values()].map((message) => message.author).find((author) => author?.id === id);
  }

  /** The people this page knows of: choices for options and selects that ask for a user. */
  users() {
    return [this.me, this.application];
  }

  /** @param {string} id */
  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }
}
