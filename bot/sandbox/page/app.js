/** The page's start: reads the state, listens to events, and ties the parts together. */

import { fetchState, listen, post } from "./api.js";
import { ClockPanel } from "./clock_panel.js";
import { Composer } from "./composer.js";
import { nameOf } from "./dom.js";
import { Interactions } from "./interactions.js";
import { refreshRelativeTimes } from "./markdown_view.js";
import { LOADING } from "./message_view.js";
import { MessageList } from "./message_list.js";
import { openMessageMenu } from "./message_menu.js";
import { openModal } from "./modal.js";
import { Sidebar } from "./sidebar.js";
import { channelOf, Store } from "./store.js";
import { ThreadMenu } from "./thread_menu.js";

const SLOW_TICK_MS = 30_000;
const NOTICE_MS = 8000;

const byId = (id) => document.getElementById(id);
const store = new Store();
const notice = byId("notice");
let noticeTimer = 0;

/** A short sentence above the composer: errors, and confirmations such as "Copied." */
function tell(sentence) {
  clearTimeout(noticeTimer);
  notice.textContent = sentence;
  notice.hidden = false;
  noticeTimer = setTimeout(() => {
    notice.hidden = true;
  }, NOTICE_MS);
}

const list = new MessageList(byId("messages"), byId("live"), store, {
  use: (message, component, values, node) => interactions.component(message, component, values, node).then(redraw),
  dismiss: (message) => dismiss(message),
  menu: (message, anchor, at) =>
    openMessageMenu(message, anchor, at, {
      store,
      tell,
      run: (name, target) => {
        list.follow();
        interactions.messageCommand(name, target);
      },
    }),
});
const interactions = new Interactions(store, { redraw, complain: tell, node: (id) => list.node(id) });
const composer = new Composer(byId("composer"), store, {
  complain: tell,
  command: (name, options, shown) => {
    list.follow();
    interactions.command(name, options, shown);
  },
});
const sidebar = new Sidebar(byId("sidebar"), byId("sidebar-button"), byId("channels"), store, showChannel);
const threadMenu = new ThreadMenu(byId("thread"), store, tell, showChannel);

const clockPanel = new ClockPanel(byId("clock"), tell, () => {
  list.redate();
  refreshRelativeTimes(document);
});

function redraw() {
  list.sync();
  byId("welcome").hidden = store.visible().length > 0;
}

/** @param {string} id */
function showChannel(id) {
  store.channelId = id;
  const name = store.channel(id)?.name ?? "";
  byId("channel-name").textContent = name;
  byId("welcome-name").textContent = `#${name}`;
  byId("messages").setAttribute("aria-label", `Messages in #${name}`);
  composer.label(name);
  sidebar.draw();
  threadMenu.draw();
  list.follow();
  redraw();
}

async function dismiss(message) {
  try {
    // A pending message stands on this page only; the sandbox does not know it.
    if (!message._pending) await post("dismiss", { message_id: message.id });
  } catch (error) {
    tell(error.message);
    return;
  }
  store.messages.delete(message.id);
  redraw();
  byId("composer").querySelector("textarea").focus();
}

/** A line of the address bar waits here until the bot has registered its commands. */
let waitingLine = new URLSearchParams(location.search).get("run");

function runWaitingLine() {
  if (!waitingLine || store.slashCommands().length === 0) return;
  if (!composer.run(waitingLine)) tell(`The bot has no command for “${waitingLine}”.`);
  waitingLine = null;
}

async function load() {
  try {
    const pending = [...store.messages.values()].filter((message) => message._pending);
    store.load(await fetchState());
    for (const message of pending) store.messages.set(message.id, message);
  } catch (error) {
    tell(error.message);
    return;
  }
  document.title = `${store.guild.name}: a model of Discord`;
  byId("guild-name").textContent = store.guild.name;
  byId("me-name").textContent = nameOf(store.me);
  clockPanel.show(store.clock);
  composer.commandsChanged();
  showChannel(store.channelId);
  runWaitingLine();
}

/** The reply that this person waits for is shown from its beginning once it is drawn. */
function isAwaited(message, before) {
  const arrived = !before || before.flags & LOADING;
  return arrived && channelOf(message) === store.channelId && message._interaction?.user?.id === store.me.id;
}

/** Each gives the id of a message to bring into view, or nothing. */
const EVENTS = {
  message_create(message) {
    interactions.replied(message);
    store.messages.set(message.id, message);
    if (channelOf(message) !== store.channelId) sidebar.unread(channelOf(message));
    else if (message.author.id !== store.me.id) list.announce(message);
    return isAwaited(message, null) ? message.id : undefined;
  },
  message_update(message) {
    interactions.replied(message);
    // An update may name only what changed.
    const before = store.messages.get(message.id);
    const now = { ...before, _failure: null, ...message };
    store.messages.set(message.id, now);
    if (channelOf(now) === store.channelId && now.author.id !== store.me.id) list.announce(now);
    return before && isAwaited(now, before) ? now.id : undefined;
  },
  message_delete(data) {
    store.messages.delete(data.id);
  },
  modal(data) {
    interactions.answeredByModal(data.interaction_id);
    openModal(data, store);
  },
  interaction_failed(data) {
    interactions.failed(data);
  },
  deferred(data) {
    interactions.deferred(data);
  },
  clock(data) {
    clockPanel.show(data);
  },
  channels(data) {
    store.channels = data;
    showChannel(store.channel(store.channelId) ? store.channelId : (data[0]?.id ?? ""));
  },
  commands(data) {
    store.commands = Array.isArray(data) ? data : data.commands;
    composer.commandsChanged();
    runWaitingLine();
  },
};

document.addEventListener("pick-command", (event) => composer.pick(event.detail));
document.addEventListener("show-message", (event) => {
  const { channel, message } = event.detail;
  if (!store.channel(channel) || !store.messages.has(message)) {
    tell("That message is not there any more.");
    return;
  }
  if (channel !== store.channelId) showChannel(channel);
  list.jumpTo(message);
});
setInterval(() => refreshRelativeTimes(document), SLOW_TICK_MS);

/** @param {string} type @param {any} data */
function happened(type, data) {
  const awaited = EVENTS[type]?.(data);
  redraw();
  if (awaited) list.showFromTop(awaited);
}

/** Events that arrive while the state is read wait for it: it would undo them, being older. */
let loaded = Promise.resolve();
listen({
  onEvent: (type, data) => loaded.then(() => happened(type, data)),
  onOpen: () => {
    byId("offline").hidden = true;
    loaded = load();
  },
  onLost: () => {
    byId("offline").hidden = false;
  },
});
