/** What time it is in the sandbox, which may be set; everything on this page that says "today" goes by it. */

class PageClock {
  #aheadMs = 0;

  /** @param {string} iso what the sandbox's clock shows now */
  set(iso) {
    this.#aheadMs = Date.parse(iso) - Date.now();
  }

  nowMs() {
    return Date.now() + this.#aheadMs;
  }
}

export const clock = new PageClock();
