/** Pictures and files of a message. */

import { el, link, mediaAddress } from "./dom.js";

/**
 * A picture that opens large when pressed. When this page may not or cannot load it, its alt text stands there.
 * @param {{url: string, description?: string|null, spoiler?: boolean, kind: string}} picture `kind` is a CSS class
 * @param {any} message where `attachment://` addresses are looked up
 */
export function picture({ url, description, spoiler = false, kind }, message) {
  const alt = description || "Picture without a description";
  const address = mediaAddress(url, message);
  if (!address) return missing(kind, alt, "is not on this machine, so this page does not load it");
  const image = el("img", { src: address, alt, loading: "eager" });
  const button = el(
    "button",
    { type: "button", class: `picture ${kind}`, "aria-label": `Open the picture: ${alt}` },
    image,
  );
  image.addEventListener("error", () => button.replaceWith(missing(kind, alt, "could not be loaded")));
  if (spoiler) button.classList.add("covered");
  button.addEventListener("click", () => {
    if (button.classList.contains("covered")) button.classList.remove("covered");
    else enlarge(address, alt);
  });
  return button;
}

function missing(kind, alt, reason) {
  return el(
    "div",
    { class: `picture missing ${kind}`, role: "img", "aria-label": alt },
    el("strong", { text: alt }),
    el("span", { text: `The picture ${reason}.` }),
  );
}

function enlarge(address, alt) {
  const close = el("button", { type: "button", class: "button secondary", text: "Close" });
  const dialog = el(
    "dialog",
    { class: "lightbox", "aria-label": alt },
    el("img", { src: address, alt }),
    el("p", { text: alt }),
    el("div", { class: "lightbox-row" }, link(address, {}, "Open original"), close),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Component type 12: up to ten pictures, each with its alt text within reach.
 * @param {any} component
 * @param {any} message
 */
export function mediaGallery(component, message) {
  const items = component.items.map((item) => {
    const view = picture(
      { url: item.media.url, description: item.description, spoiler: item.spoiler, kind: "gallery-picture" },
      message,
    );
    const alt = item.description
      ? el(
          "details",
          { class: "alt" },
          el("summary", { text: "ALT", "aria-label": "Description of the picture" }),
          el("p", { text: item.description }),
        )
      : null;
    return el("figure", {}, view, alt);
  });
  return el("div", { class: `gallery count-${Math.min(items.length, 5)}` }, ...items);
}

/** @param {number} bytes */
function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/**
 * A file to download.
 * @param {{url: string, filename?: string, size?: number}} file
 * @param {any} message
 */
export function fileCard(file, message) {
  const found = (message.attachments ?? []).find(
    (attachment) => file.url === `attachment://${attachment.filename}` || file.url === attachment.url,
  );
  const name = file.filename ?? found?.filename ?? file.url.replace(/^.*\//, "");
  const address = mediaAddress(file.url, message);
  const title = address
    ? link(address, { class: "file-name", download: name }, name)
    : el("span", { class: "file-name", text: name });
  return el(
    "div",
    { class: "file" },
    el("span", { class: "file-mark", "aria-hidden": "true" }),
    el(
      "span",
      { class: "file-text" },
      title,
      el("span", { class: "file-size", text: size(file.size ?? found?.size) }),
    ),
  );
}

/**
 * The attachments of a classic message; those that a component shows itself are left out.
 * @param {any} message
 */
export function attachments(message) {
  return (message.attachments ?? []).map((attachment) =>
    /^image\/(png|jpeg|gif|webp)/.test(attachment.content_type ?? "") ||
    /\.(png|jpe?g|gif|webp)$/i.test(attachment.filename)
      ? picture({ url: attachment.url, description: attachment.description, kind: "attachment-picture" }, message)
      : fileCard(attachment, message),
  );
}
