/** Embeds of classic messages, drawn as far as a card needs them. */

import { clock } from "./clock.js";
import { el, link, linkAddress } from "./dom.js";
import { markdown } from "./markdown_view.js";
import { picture } from "./media.js";
import { messageTime } from "./timestamps.js";

/**
 * @param {any} embed
 * @param {any} message
 * @param {import("./store.js").Store} store
 */
export function embedNode(embed, message, store) {
  const title = embed.title ? el("div", { class: "embed-title" }, titled(embed, store)) : null;
  const fields = (embed.fields ?? []).map((field) =>
    el(
      "div",
      { class: field.inline ? "embed-field inline" : "embed-field" },
      el("div", { class: "embed-name" }, markdown(field.name, store)),
      markdown(field.value, store),
    ),
  );
  const foot = [embed.footer?.text, embed.timestamp ? messageTime(embed.timestamp, clock.nowMs()) : null]
    .filter(Boolean)
    .join(" • ");
  const node = el(
    "div",
    { class: "embed" },
    embed.thumbnail
      ? picture({ url: embed.thumbnail.url, description: embed.thumbnail.description, kind: "thumbnail" }, message)
      : null,
    embed.author ? el("div", { class: "embed-author", text: embed.author.name }) : null,
    title,
    embed.description ? markdown(embed.description, store) : null,
    fields.length > 0 ? el("div", { class: "embed-fields" }, ...fields) : null,
    embed.image
      ? picture({ url: embed.image.url, description: embed.image.description, kind: "embed-picture" }, message)
      : null,
    foot ? el("div", { class: "embed-foot", text: foot }) : null,
  );
  if (embed.color) node.style.setProperty("--embed-accent", `#${embed.color.toString(16).padStart(6, "0")}`);
  return node;
}

function titled(embed, store) {
  const href = embed.url ? linkAddress(embed.url) : null;
  const text = markdown(embed.title, store);
  return href ? link(href, {}, text) : text;
}
