/** Discord's markdown, from tree to nodes. */

import { clock } from "./clock.js";
import { el, freshId, link, linkAddress, nameOf } from "./dom.js";
import { parseMarkdown } from "./markdown.js";
import { isTimestamp, timestampText } from "./timestamps.js";

/** What "Copy message link" gives in Discord: server, channel, message. */
const MESSAGE_LINK = /^https:\/\/discord\.com\/channels\/(\d+)\/(\d+)\/(\d+)$/;
const PLAIN_TAGS = { strong: "strong", em: "em", underline: "u", strike: "s" };

/**
 * @param {string} text
 * @param {import("./store.js").Store} store gives the names behind mentions
 * @returns {HTMLElement}
 */
export function markdown(text, store) {
  return el("div", { class: "markdown" }, ...parseMarkdown(text).map((block) => blockNode(block, store)));
}

function blockNode(block, store) {
  switch (block.type) {
    case "heading":
      // Message headings sit below the page's own, so that the outline of the page stays right.
      return el(`h${block.level + 2}`, { class: `md-h${block.level}` }, ...inline(block.children, store));
    case "subtext":
      return el("p", { class: "md-subtext" }, ...inline(block.children, store));
    case "quote":
      return el("blockquote", {}, ...block.blocks.map((inner) => blockNode(inner, store)));
    case "code":
      return el("pre", { tabindex: "0", "aria-label": "Code" }, el("code", { text: block.text }));
    case "list":
      return listNode(block, store);
    default:
      return el("p", { class: "md-text" }, ...inline(block.children, store));
  }
}

function listNode(list, store) {
  const items = list.items.map((item) =>
    el(
      "li",
      {},
      el("span", { class: "md-item" }, ...inline(item.children, store)),
      ...item.lists.map((inner) => listNode(inner, store)),
    ),
  );
  return list.ordered ? el("ol", { start: list.start }, ...items) : el("ul", {}, ...items);
}

/**
 * @param {Array<object>} nodes
 * @param {import("./store.js").Store} store
 * @returns {Node[]}
 */
function inline(nodes, store) {
  return nodes.map((node) => inlineNode(node, store));
}

function inlineNode(node, store) {
  switch (node.type) {
    case "text":
      return document.createTextNode(node.text);
    case "code":
      return el("code", { class: "md-code", text: node.text });
    case "spoiler":
      return spoiler(inline(node.children, store));
    case "link": {
      const href = linkAddress(node.href);
      const [, guild, channel, message] = MESSAGE_LINK.exec(node.href) ?? [];
      if (guild === store.guild.id) return messageLink(channel, message, store);
      const children = inline(node.children, store);
      return href ? link(href, { title: node.title ?? href }, ...children) : el("span", {}, ...children);
    }
    case "timestamp":
      return timestamp(node);
    case "user":
      return mention(`@${nameOf(store.user(node.id) ?? { username: "unknown-user" })}`);
    case "role":
      return mention(node.id === store.guild.id ? "@everyone" : "@unknown-role");
    case "channel":
      return mention(`#${store.channel(node.id)?.name ?? "unknown"}`);
    case "everyone":
      return mention(node.text);
    case "emoji":
      return el("span", { class: "emoji", text: `:${node.name}:` });
    case "command":
      return el("button", {
        type: "button",
        class: "mention",
        text: `/${node.name}`,
        on: { click: pickCommand(node.name) },
      });
    default:
      return el(PLAIN_TAGS[node.type], {}, ...inline(node.children, store));
  }
}

/** As in Discord, a message's address is its channel's name, and leads there on this page. */
function messageLink(channel, message, store) {
  return el("button", {
    type: "button",
    class: "mention",
    text: `#${store.channel(channel)?.name ?? "unknown"} › message`,
    on: {
      click: (event) =>
        event.target.dispatchEvent(new CustomEvent("show-message", { bubbles: true, detail: { channel, message } })),
    },
  });
}

function mention(text) {
  return el("span", { class: "mention", text });
}

/** The composer listens for this: a click on a command's name puts the command there, as in Discord. */
function pickCommand(name) {
  return (event) => event.target.dispatchEvent(new CustomEvent("pick-command", { bubbles: true, detail: name }));
}

function timestamp(node) {
  if (!isTimestamp(node.seconds)) return document.createTextNode(node.source);
  return el("time", {
    class: "md-time",
    datetime: new Date(node.seconds * 1000).toISOString(),
    title: timestampText(node.seconds, "F", clock.nowMs()),
    text: timestampText(node.seconds, node.style, clock.nowMs()),
    data: { seconds: node.seconds, style: node.style },
  });
}

/**
 * Bring "3 minutes ago" up to date. Called by the page's slow tick.
 * @param {ParentNode} root
 */
export function refreshRelativeTimes(root) {
  for (const node of root.querySelectorAll("time[data-style=R]")) {
    node.textContent = timestampText(Number(node.dataset.seconds), "R", clock.nowMs());
  }
}

/** Hidden until pressed; a screen reader hears that there is something hidden, not the hidden words. */
function spoiler(children) {
  const inner = el(
    "span",
    { class: "spoiler-text", id: freshId("spoiler"), "aria-hidden": "true", inert: true },
    ...children,
  );
  const cover = el(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler: show the hidden text" },
    inner,
  );
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    inner.removeAttribute("aria-hidden");
    inner.removeAttribute("inert");
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", reveal);
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
