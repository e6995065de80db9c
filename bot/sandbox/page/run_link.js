/** "/entity name:Kurils as:text": a whole command in one line, from the address bar or pasted into the composer. */

/**
 * @param {string} line
 * @param {Array<{name: string, options: any[]}>} commands rows of `Store.slashCommands`
 * @returns {{command: any, options: Object<string, string>}|null} null when no command has that name
 */
export function parseCommandLine(line, commands) {
  const text = line.trim().replace(/^\//, "");
  const longestFirst = [...commands].sort((one, other) => other.name.length - one.name.length);
  const command = longestFirst.find(({ name }) => text === name || text.startsWith(`${name} `));
  if (!command) return null;
  return { command, options: parseOptions(text.slice(command.name.length), command.options) };
}

/** Values may hold spaces and colons: a value ends where the next option of this command begins. */
function parseOptions(text, options) {
  const found = {};
  if (options.length === 0) return found;
  const names = options.map((option) => option.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const starts = [...text.matchAll(new RegExp(`(?:^|\\s)(${names.join("|")}):`, "gu"))];
  starts.forEach((start, index) => {
    const value = text.slice(start.index + start[0].length, starts[index + 1]?.index).trim();
    if (value) found[start[1]] = value;
  });
  return found;
}

/** Whether a value was written for every option that needs one. */
export function isComplete({ command, options }) {
  return command.options.every((option) => !option.required || option.name in options);
}
