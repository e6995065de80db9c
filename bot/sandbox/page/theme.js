/** Light or dark: the address bar says it once, the person's choice is kept, else the system decides. */

const KEY = "theme";
const THEMES = ["light", "dark"];
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

/** Storage may be forbidden (private windows); the choice then lasts as long as the page. */
function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}

/** The theme in view now. */
function current() {
  return root.dataset.theme ?? (system.matches ? "dark" : "light");
}

/** @param {HTMLButtonElement} button the switch in the sidebar */
export function bindThemeButton(button) {
  const label = () => {
    const other = current() === "dark" ? "light" : "dark";
    button.textContent = other === "dark" ? "☾" : "☀";
    button.setAttribute("aria-label", `Use the ${other} theme`);
    button.title = `Use the ${other} theme`;
  };
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    keep(root.dataset.theme);
    label();
  });
  system.addEventListener("change", label);
  label();
}

const asked = new URLSearchParams(location.search).get("theme");
const chosen = THEMES.find((theme) => theme === asked) ?? THEMES.find((theme) => theme === stored());
if (chosen) root.dataset.theme = chosen;
