/**
 * The one way this page makes nodes and addresses.
 *
 * Everything a bot sends is data. Nodes are built one by one and text is set as text, so that no message
 * can become markup; addresses pass through the two functions below, so that none can become a script.
 */

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, any>} [props] `class`, `text`, `on` (event name → listener), `data` (data attributes);
 *   anything else is an attribute: true sets it empty, false, null and undefined leave it out.
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "on")
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let lastId = 0;

/**
 * An id that no other element of this page has: ARIA ties fields, lists and labels together by id.
 * @param {string} prefix
 */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/**
 * The address when it is http or https, else null: `javascript:` and its kin never become a link.
 * @param {unknown} address
 * @returns {string|null}
 */
export function linkAddress(address) {
  try {
    const url = new URL(String(address));
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/**
 * The address of a picture or file that this page may load: its own server, under either name of this machine,
 * else null. The page's content policy blocks other hosts anyway; knowing it here lets the page say so.
 * @param {unknown} address
 * @param {{attachments?: Array<{filename: string, url: string}>}} [message] resolves `attachment://name`
 * @returns {string|null}
 */
export function mediaAddress(address, message = {}) {
  let text = String(address ?? "");
  if (text.startsWith("attachment://")) {
    const name = decodeURIComponent(text.slice("attachment://".length));
    const found = (message.attachments ?? []).find((attachment) => attachment.filename === name);
    if (!found) return null;
    text = found.url;
  }
  try {
    const url = new URL(text, location.origin);
    const own = url.port === location.port && LOOPBACK.has(url.hostname) && LOOPBACK.has(location.hostname);
    return own || url.origin === location.origin ? location.origin + url.pathname + url.search : null;
  } catch {
    return null;
  }
}

/**
 * A link that tells the other side nothing about this page.
 * @param {string} href an address that passed `linkAddress` or `mediaAddress`
 * @param {Object<string, any>} [props]
 * @param {...(Node|string)} children
 */
export function link(href, props = {}, ...children) {
  return el("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/**
 * The name people see of a user.
 * @param {{global_name?: string|null, username?: string, name?: string}|null|undefined} user
 */
export function nameOf(user) {
  return user?.global_name || user?.username || user?.name || "Someone";
}

/**
 * A round mark with the first letter of the name: pictures of users would come from another host.
 * @param {{id?: string}} user
 */
export function avatar(user) {
  // The bot keeps the page's own colour, so that it never looks like one of the people.
  const tone = user?.bot ? 0 : (Number(String(user?.id ?? "0").slice(-3)) % 4) + 1;
  const initial = [...nameOf(user)][0].toUpperCase();
  return el("span", { class: `avatar tone-${tone}`, "aria-hidden": "true", text: initial });
}
