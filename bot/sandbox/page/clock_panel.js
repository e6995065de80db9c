/** The sandbox's date and time: what it is, and the panel that sets it, so that tomorrow's briefing comes at once. */

import { post } from "./api.js";
import { clock } from "./clock.js";

const SHORT = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const LONG = { dateStyle: "full", timeStyle: "short" };
const TICK_MS = 1000;

/**
 * The value of a `datetime-local` input: the reader's own wall clock, without its offset.
 * @param {Date} moment
 */
function inputValue(moment) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

export class ClockPanel {
  /**
   * @param {HTMLElement} node
   * @param {(sentence: string) => void} complain
   * @param {() => void} onMoved called when the time was set
   */
  constructor(node, complain, onMoved) {
    this.node = node;
    this.complain = complain;
    this.onMoved = onMoved;
    this.button = node.querySelector(".clock-button");
    this.panel = node.querySelector(".clock-panel");
    this.input = node.querySelector(".clock-input");
    this.button.addEventListener("click", () => this.#open(this.panel.hidden));
    this.panel.addEventListener("submit", (event) => {
      event.preventDefault();
      // Without an offset this is read in the reader's own zone, where a time that the clocks skip is moved on.
      this.#ask({ set: new Date(this.input.value).toISOString() }).then((done) => done && this.#open(false));
    });
    for (const step of node.querySelectorAll("[data-seconds]"))
      step.addEventListener("click", () => this.#ask({ advance: Number(step.dataset.seconds) }));
    this.real = node.querySelector(".clock-real");
    this.real.addEventListener("click", () => this.#ask({ real: true }));
    document.addEventListener("pointerdown", (event) => {
      if (!node.contains(event.target)) this.#open(false);
    });
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.panel.hidden) return;
      this.#open(false);
      this.button.focus();
    });
    setInterval(() => this.#draw(), TICK_MS);
    this.#draw();
  }

  /** @param {{now: string, adjusted: boolean}} told what the sandbox says */
  show(told) {
    clock.set(told.now);
    this.adjusted = told.adjusted;
    this.input.value = inputValue(new Date(clock.nowMs()));
    this.#draw();
    this.onMoved();
  }

  #draw() {
    const now = new Date(clock.nowMs());
    const short = new Intl.DateTimeFormat(undefined, SHORT).format(now);
    const long = new Intl.DateTimeFormat(undefined, LONG).format(now);
    for (const [name, text] of [
      [".clock-short", short],
      [".clock-long", long],
    ]) {
      const time = this.node.querySelector(name);
      // Written only when it changes, so that nothing is read out each second.
      if (time.textContent !== text) time.textContent = text;
      time.setAttribute("datetime", now.toISOString());
    }
    this.node.querySelector(".clock-kind").textContent = this.adjusted ? " (set by hand)" : " (the real time)";
    this.node.querySelector(".clock-mark").hidden = !this.adjusted;
    this.real.disabled = !this.adjusted;
  }

  /**
   * @param {object} wish what `/page/clock` takes
   * @returns {Promise<boolean>} whether it was done
   */
  async #ask(wish) {
    try {
      this.show(await post("clock", wish));
      return true;
    } catch (error) {
      this.complain(error.message);
      return false;
    }
  }

  #open(open) {
    if (open === !this.panel.hidden) return;
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", open ? "true" : "false");
    if (open) {
      this.input.value = inputValue(new Date(clock.nowMs()));
      this.input.focus();
    } else if (this.panel.contains(document.activeElement)) this.button.focus();
  }
}
