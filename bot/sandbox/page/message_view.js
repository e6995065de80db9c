/** One message, drawn: who used what, author, body, the private note, and what went wrong with it. */

import { clock } from "./clock.js";
import { avatar, el, freshId, nameOf } from "./dom.js";
import { componentNode } from "./components.js";
import { embedNode } from "./embeds.js";
import { markdown } from "./markdown_view.js";
import { attachments } from "./media.js";
import { messageTime } from "./timestamps.js";

/** Message flags: https://discord.com/developers/docs/resources/message#message-object-message-flags */
const SUPPRESS_EMBEDS = 1 << 2;
const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;

/** Message types: https://discord.com/developers/docs/resources/message#message-object-message-types */
export const SLASH_REPLY = 20;
export const MENU_REPLY = 23;

/** @param {any} message */
export function isPrivate(message) {
  return Boolean(message.flags & EPHEMERAL);
}

/** Markdown's marks, where only the words are wanted. */
export const MARKS = /[*_~`#>|]|^-# /gm;
const QUOTED_CHARACTERS = 120;

/**
 * The words of a message in reading order, for copying and for announcing it.
 * @param {any} message
 */
export function plainText(message) {
  const texts = [message.content];
  const walk = (components) => {
    for (const component of components ?? []) {
      if (component.content) texts.push(component.content);
      walk(component.components);
    }
  };
  walk(message.components);
  for (const embed of message.embeds ?? []) texts.push(embed.title, embed.description);
  return texts.filter(Boolean).join("\n");
}

/**
 * @typedef {object} MessageActions
 * @property {(message: any, component: any, values: string[]|undefined, node: HTMLElement) => void} use
 * @property {(message: any) => void} dismiss
 * @property {(message: any, anchor: HTMLElement, at?: {x: number, y: number}) => void} menu
 */

/**
 * @param {any} message Discord's JSON, or a pending one of `interactions.js`
 * @param {import("./store.js").Store} store
 * @param {MessageActions} actions
 * @returns {HTMLElement}
 */
export function messageNode(message, store, actions) {
  const id = freshId("author");
  const bot = Boolean(message.author.bot) || message.author.id === store.application.id;
  const head = el(
    "div",
    { class: "message-head", id },
    el("span", { class: bot ? "author bot" : "author", text: nameOf(message.author) }),
    bot ? el("span", { class: "app-tag", text: "APP" }) : null,
    message.timestamp
      ? el("time", { datetime: message.timestamp, text: messageTime(message.timestamp, clock.nowMs()) })
      : null,
  );
  const node = el(
    "article",
    {
      class: isPrivate(message) ? "message private" : "message",
      "aria-labelledby": id,
      tabindex: "-1",
      data: { id: message.id },
    },
    replyLine(message, store),
    avatar(message.author),
    el(
      "div",
      { class: "message-main" },
      head,
      ...bodyOf(message, store, actions),
      failure(message),
      privateNote(message, actions),
    ),
  );
  if (!message._pending) node.append(tools(message, node, actions));
  return node;
}

/** Above the author: the command that was used, or the message that this one answers. */
function replyLine(message, store) {
  if (message._interaction && (message.type === SLASH_REPLY || message.type === MENU_REPLY)) {
    const { name, options_text: options, user } = message._interaction;
    const shown = message.type === SLASH_REPLY ? `/${name.replace(/^\//, "")}` : name;
    return aboveAuthor(
      user,
      " used ",
      el("span", { class: "mention", text: shown }),
      options ? el("span", { class: "reply-options", text: options }) : null,
    );
  }
  const answered = message.referenced_message ?? store.messages.get(message.message_reference?.message_id);
  if (!answered) return null;
  const words = plainText(answered).replace(MARKS, "").slice(0, QUOTED_CHARACTERS);
  return aboveAuthor(answered.author, el("span", { class: "reply-options", text: words || "a message" }));
}

function aboveAuthor(user, ...rest) {
  return el(
    "div",
    { class: "reply-line" },
    avatar(user),
    el("span", { class: "reply-user", text: nameOf(user) }),
    ...rest,
  );
}

function bodyOf(message, store, actions) {
  if (message._pending?.state === "failed") return [];
  if (message._pending || message.flags & LOADING) return [thinking(message, store)];
  const drawing = { message, store, use: (...args) => actions.use(message, ...args) };
  const components = (message.components ?? []).map((component) => componentNode(component, drawing));
  const edited = message.edited_timestamp
    ? el("span", { class: "edited", text: "(edited)", title: messageTime(message.edited_timestamp, clock.nowMs()) })
    : null;
  if (message.flags & COMPONENTS_V2) return [el("div", { class: "components" }, ...components, edited)];
  const embeds = message.flags & SUPPRESS_EMBEDS ? [] : (message.embeds ?? []);
  const parts = [
    message.content ? markdown(message.content, store) : null,
    edited,
    ...attachments(message),
    ...embeds.map((embed) => embedNode(embed, message, store)),
    components.length > 0 ? el("div", { class: "components classic" }, ...components) : null,
  ];
  return parts.filter(Boolean);
}

function thinking(message, store) {
  const words =
    message._pending?.state === "sending" ? "Sending command…" : `${nameOf(store.application)} is thinking…`;
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("div", { class: "thinking", role: "status" }, dots, el("span", { text: words }));
}

/** A failed command is seen by nobody else either, and can be put away like a private reply. */
function privateNote(message, actions) {
  const failed = message._pending?.state === "failed";
  if (!failed && (!isPrivate(message) || message._pending || message.flags & LOADING)) return null;
  const dismiss = el("button", {
    type: "button",
    class: "text-button",
    text: "Dismiss message",
    on: { click: () => actions.dismiss(message) },
  });
  return el(
    "div",
    { class: "private-note" },
    el("span", { "aria-hidden": "true", class: "eye", text: "◉" }),
    "Only you can see this",
    el("span", { "aria-hidden": "true", text: "•" }),
    dismiss,
  );
}

function failure(message) {
  const text = message._failure ?? (message._pending?.state === "failed" ? message._pending.text : null);
  return text ? el("p", { class: "failure", role: "alert", text }) : null;
}

function tools(message, node, actions) {
  const more = el("button", {
    type: "button",
    class: "tool",
    "aria-label": "More: apps and copying",
    "aria-haspopup": "menu",
    title: "More",
    text: "⋯",
  });
  more.addEventListener("click", () => actions.menu(message, more));
  node.addEventListener("contextmenu", (event) => {
    // Links and marked text keep the browser's own menu.
    if (event.target.closest("a, input") || !getSelection().isCollapsed) return;
    event.preventDefault();
    actions.menu(message, more, { x: event.clientX, y: event.clientY });
  });
  return el("div", { class: "tools" }, more);
}
