/** Message components, drawn: https://discord.com/developers/docs/components/reference */

import { el, link, linkAddress } from "./dom.js";
import { markdown } from "./markdown_view.js";
import { fileCard, mediaGallery, picture } from "./media.js";
import { select, SELECT_TYPES } from "./select.js";

const TYPE = {
  row: 1,
  button: 2,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
};
const STYLE = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };
const LINK = 5;
const PREMIUM = 6;
const LARGE = 2;

/**
 * @typedef {object} Drawing what every component needs to know
 * @property {any} message
 * @property {import("./store.js").Store} store
 * @property {(component: any, values: string[]|undefined, node: HTMLElement) => void} use a button pressed, a choice made
 */

/**
 * @param {any} component
 * @param {Drawing} drawing
 * @returns {HTMLElement}
 */
export function componentNode(component, drawing) {
  switch (component.type) {
    case TYPE.row:
      return el("div", { class: "action-row" }, ...children(component, drawing));
    case TYPE.button:
      return button(component, drawing);
    case TYPE.section:
      return section(component, drawing);
    case TYPE.text:
      return markdown(component.content, drawing.store);
    case TYPE.thumbnail:
      return picture(
        {
          url: component.media.url,
          description: component.description,
          spoiler: component.spoiler,
          kind: "thumbnail",
        },
        drawing.message,
      );
    case TYPE.gallery:
      return mediaGallery(component, drawing.message);
    case TYPE.file:
      return fileCard({ url: component.file.url, filename: component.name, size: component.size }, drawing.message);
    case TYPE.separator:
      return separator(component);
    case TYPE.container:
      return container(component, drawing);
    default:
      return SELECT_TYPES.has(component.type) ? menu(component, drawing) : unknown(component);
  }
}

function children(component, drawing) {
  return component.components.map((child) => componentNode(child, drawing));
}

function button(component, { use }) {
  const emoji = component.emoji
    ? el("span", {
        class: "button-emoji",
        text: component.emoji.id ? `:${component.emoji.name}:` : component.emoji.name,
      })
    : null;
  const label = component.label ? el("span", { text: component.label }) : null;
  const look = `button ${STYLE[component.style] ?? "secondary"}`;
  if (component.style === LINK) {
    const href = linkAddress(component.url);
    const arrow = el("span", { class: "button-out", "aria-hidden": "true", text: "↗" });
    // A disabled link, or one that is no web address, is drawn but leads nowhere.
    if (!href || component.disabled)
      return el("span", { class: `${look} off`, "aria-disabled": "true", role: "link" }, emoji, label, arrow);
    return link(href, { class: look, title: href }, ...[emoji, label, arrow].filter(Boolean));
  }
  const node = el(
    "button",
    {
      type: "button",
      class: look,
      disabled: Boolean(component.disabled) || component.style === PREMIUM,
      data: { customId: component.custom_id ?? "" },
    },
    emoji,
    label,
  );
  if (!component.label) node.setAttribute("aria-label", component.emoji?.name ?? "Button without a label");
  node.addEventListener("click", () => use(component, undefined, node));
  return node;
}

function menu(component, { store, use }) {
  const node = select(component, store, (values) => use(component, values, node));
  return node;
}

function section(component, drawing) {
  const texts = el("div", { class: "section-text" }, ...children(component, drawing));
  return el(
    "div",
    { class: "section" },
    texts,
    el("div", { class: "accessory" }, componentNode(component.accessory, drawing)),
  );
}

function separator(component) {
  const space = component.spacing === LARGE ? "large" : "small";
  const line = component.divider ?? true;
  return el("div", { class: `separator ${space}${line ? " line" : ""}`, role: line ? "separator" : "presentation" });
}

function container(component, drawing) {
  const node = el("div", { class: "container" }, ...children(component, drawing));
  if (component.accent_color !== null && component.accent_color !== undefined) {
    node.classList.add("accented");
    node.style.setProperty("--container-accent", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  return component.spoiler ? covered(node) : node;
}

/** A spoiler container: nothing in it can be read or pressed before it is opened. */
function covered(node) {
  node.inert = true;
  const open = el("button", { type: "button", class: "cover-button", text: "Spoiler: show" });
  const box = el("div", { class: "container-cover" }, node, open);
  open.addEventListener("click", () => {
    node.inert = false;
    box.classList.add("revealed");
    open.remove();
  });
  return box;
}

/** A type that this model does not draw is said in words, so that nobody takes a gap for the bot's reply. */
function unknown(component) {
  return el("p", { class: "unknown", text: `This page does not draw components of type ${component.type}.` });
}
