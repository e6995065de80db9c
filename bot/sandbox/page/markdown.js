/**
 * Discord's markdown, read into a tree. Pure: no nodes, no names, no clock.
 *
 * Blocks: heading, subtext, quote, code, list, text. Inside them: text, strong, em, underline, strike,
 * spoiler, code, link, timestamp, user, role, channel, command, emoji, everyone. What is not closed, and every
 * link that is not http(s), stays the text it was, as in Discord's own clients.
 */

const HEADING = /^ *(#{1,3})\s+(?!#+\s)(.+?)\s*$/;
const SUBTEXT = /^ *-# +(.+?)\s*$/;
const QUOTE = /^ *> (.*)$/;
const QUOTE_REST = /^ *>>> /;
const LIST = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/;
const FENCE = /(?<!\\)```(?:([a-z0-9_+\-.#]+)\n)?\n*([^]*?)\n*```/iy;

/**
 * @param {string} text
 * @returns {Array<object>} blocks
 */
export function parseMarkdown(text) {
  return blocks(text.replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, ""), false);
}

/**
 * @param {string} text
 * @param {boolean} quoted quotes do not nest in Discord
 */
function blocks(text, quoted) {
  const out = [];
  let plain = [];
  let position = 0;
  const flush = (more) => {
    // The line break before a block is kept: only then does an empty line above a heading stay visible.
    if (plain.length > 0) out.push({ type: "text", children: parseInline(plain.join("\n") + (more ? "\n" : "")) });
    plain = [];
  };
  const push = (block) => {
    flush(true);
    out.push(block);
  };
  while (position <= text.length) {
    const end = lineEnd(text, position);
    const line = text.slice(position, end);
    const fence = fenceIn(text, position, end);
    let match;
    if (!quoted && QUOTE_REST.test(line)) {
      push({ type: "quote", blocks: blocks(text.slice(position).replace(QUOTE_REST, ""), true) });
      break;
    }
    if (!quoted && QUOTE.test(line)) {
      const [inside, next] = run(text, position, (row) => QUOTE.exec(row)?.[1] ?? null);
      push({ type: "quote", blocks: blocks(inside.join("\n"), true) });
      position = next;
    } else if (fence) {
      if (fence.start > position) plain.push(text.slice(position, fence.start));
      push({ type: "code", language: fence.language, text: fence.code });
      position = fence.end + (text[fence.end] === "\n" ? 1 : 0);
      if (position >= text.length) break;
    } else if ((match = HEADING.exec(line))) {
      push({ type: "heading", level: match[1].length, children: parseInline(match[2]) });
      position = end + 1;
    } else if ((match = SUBTEXT.exec(line))) {
      push({ type: "subtext", children: parseInline(match[1]) });
      position = end + 1;
    } else if (LIST.test(line)) {
      flush(true);
      const [rows, next] = listRows(text, position);
      out.push(...lists(rows));
      position = next;
    } else {
      plain.push(line);
      position = end + 1;
    }
  }
  flush(false);
  return out;
}

function lineEnd(text, position) {
  const end = text.indexOf("\n", position);
  return end === -1 ? text.length : end;
}

/** The code block that starts in the line between the two positions, if one does and is closed. */
function fenceIn(text, position, end) {
  for (
    let start = text.indexOf("```", position);
    start !== -1 && start <= end;
    start = text.indexOf("```", start + 1)
  ) {
    FENCE.lastIndex = start;
    const match = FENCE.exec(text);
    if (match && match[2].trim()) return { start, end: FENCE.lastIndex, language: match[1] ?? "", code: match[2] };
  }
  return null;
}

/** The lines from the position on for which `take` gives something, and where the rest begins. */
function run(text, position, take) {
  const taken = [];
  while (position <= text.length) {
    const end = lineEnd(text, position);
    const value = take(text.slice(position, end));
    if (value === null) break;
    taken.push(value);
    position = end + 1;
  }
  return [taken, position];
}

/** The rows of a list; an indented line that is no row of its own goes on with the row above. */
function listRows(text, position) {
  const rows = [];
  const [, next] = run(text, position, (line) => {
    const match = LIST.exec(line);
    if (match) {
      const ordered = match[3] !== undefined;
      rows.push({ indent: match[1].length, ordered, start: ordered ? Number(match[3]) : 1, text: match[4] });
      return line;
    }
    if (/^ {2,}\S/.test(line)) {
      rows[rows.length - 1].text += `\n${line.trim()}`;
      return line;
    }
    return null;
  });
  // Discord's list swallows the empty lines after it.
  let after = next;
  while (text[after] === "\n") after += 1;
  return [rows, after];
}

/** Rows to nested lists: a row indented by two or more belongs to the row above it. */
function lists(rows) {
  const out = [];
  let index = 0;
  while (index < rows.length) {
    const { indent, ordered, start } = rows[index];
    const items = [];
    while (index < rows.length && rows[index].ordered === ordered && rows[index].indent <= indent + 1) {
      const row = rows[index];
      let below = index + 1;
      while (below < rows.length && rows[below].indent >= row.indent + 2) below += 1;
      items.push({ children: parseInline(row.text), lists: lists(rows.slice(index + 1, below)) });
      index = below;
    }
    out.push({ type: "list", ordered, start, items });
  }
  return out;
}

/**
 * The rules inside a block, tried in this order at each place. `make` gives the node, or null when what
 * matched is not one after all (a date out of range, a link that is not http).
 */
const RULES = [
  [/\\([^A-Za-z0-9\s])/y, (m) => ({ type: "text", text: m[1] })],
  [/(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/y, (m) => ({ type: "code", text: m[2].replace(/^ (?=`)|(?<=`) $/g, "") })],
  [/\|\|([^]+?)\|\|/y, (m) => ({ type: "spoiler", children: parseInline(m[1]) })],
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, (m) => ({ type: "strong", children: parseInline(m[1]) })],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, (m) => ({ type: "underline", children: parseInline(m[1]) })],
  [/~~((?:\\[^]|[^\\])+?)~~/y, (m) => ({ type: "strike", children: parseInline(m[1]) })],
  [
    /\*(?=\S)((?:\\[^]|\*\*|\s+(?:\\[^]|[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y,
    (m) => ({ type: "em", children: parseInline(m[1]) }),
  ],
  [/(?<!\w)_((?:\\[^]|__|[^\\_])+?)_(?!\w)/y, (m) => ({ type: "em", children: parseInline(m[1]) })],
  [
    /\[((?:\\[^]|\[[^\]]*\]|[^[\]\\])+)\]\(\s*<?((?:[^\s<>()\\]|\\[^]|\([^\s()]*\))+)>?(?:\s+["']([^]*?)["'])?\s*\)/y,
    (m) => webLink(m[2].replace(/\\([^A-Za-z0-9\s])/g, "$1"), parseInline(m[1]), m[3]),
  ],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => webLink(m[1])],
  [/https?:\/\/[^\s<]+[^\s<.,:;"'\]|*_~]/y, (m) => webLink(balanced(m[0])), (m) => balanced(m[0]).length],
  [
    /<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>/y,
    (m) => ({ type: "timestamp", seconds: Number(m[1]), style: m[2] ?? "f", source: m[0] }),
  ],
  [/<@!?(\d+)>/y, (m) => ({ type: "user", id: m[1] })],
  [/<@&(\d+)>/y, (m) => ({ type: "role", id: m[1] })],
  [/<#(\d+)>/y, (m) => ({ type: "channel", id: m[1] })],
  [/<\/([^:<>\n]{1,100}):(\d+)>/y, (m) => ({ type: "command", name: m[1], id: m[2] })],
  [/<a?:(\w{2,32}):(\d+)>/y, (m) => ({ type: "emoji", name: m[1], id: m[2] })],
  [/@(everyone|here)\b/y, (m) => ({ type: "everyone", text: m[0] })],
];

/**
 * @param {string} source
 * @returns {Array<object>} inline nodes, neighbouring texts joined
 */
function parseInline(source) {
  const out = [];
  let position = 0;
  let text = "";
  while (position < source.length) {
    const hit = ruleAt(source, position);
    if (hit && hit.node.type !== "text") {
      if (text) out.push({ type: "text", text });
      text = "";
      out.push(hit.node);
    } else {
      text += hit ? hit.node.text : source[position];
    }
    position += hit ? hit.length : 1;
  }
  if (text) out.push({ type: "text", text });
  return out;
}

function ruleAt(source, position) {
  for (const [pattern, make, length] of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    const node = match && make(match);
    if (node) return { node, length: length ? length(match) : match[0].length };
  }
  return null;
}

/** @returns {object|null} a link node, or null for anything but http(s) */
function webLink(address, children = null, title = undefined) {
  if (!/^https?:\/\/[^\s]+$/i.test(address) || !URL.canParse(address)) return null;
  return { type: "link", href: address, children: children ?? [{ type: "text", text: address }], title };
}

/** A bare link without the closing brackets that belong to the sentence around it. */
function balanced(address) {
  let open = 0;
  for (let index = 0; index < address.length; index += 1) {
    if (address[index] === "(") open += 1;
    if (address[index] === ")") open -= 1;
    if (open < 0) return address.slice(0, index);
  }
  return address;
}
