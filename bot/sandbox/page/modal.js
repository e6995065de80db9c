/** A form the bot opens: https://discord.com/developers/docs/components/reference#label and #text-input */

import { post } from "./api.js";
import { el, freshId } from "./dom.js";
import { markdown } from "./markdown_view.js";
import { select, SELECT_TYPES } from "./select.js";

const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const PARAGRAPH = 2;

/**
 * @typedef {object} Field
 * @property {string} customId
 * @property {HTMLElement} node
 * @property {() => string|string[]} value
 */

/**
 * Show the form. Only one stands at a time: a new one takes the place of the old.
 * @param {{interaction_id: string, modal: {custom_id: string, title: string, components: any[]}}} data
 * @param {import("./store.js").Store} store
 */
export function openModal({ interaction_id: interactionId, modal }, store) {
  document.querySelector("dialog.modal")?.close();
  const parts = modal.components.flatMap((component) => modalParts(component, store));
  const fields = parts.filter((part) => part.customId);
  const title = el("h2", { id: freshId("modal"), text: modal.title });
  const problem = el("p", { class: "failure", role: "alert" });
  const submit = el("button", { type: "submit", class: "button primary", text: "Submit" });
  const cancel = el("button", { type: "button", class: "button secondary", text: "Cancel" });
  const form = el(
    "form",
    {},
    title,
    ...parts.map((part) => part.node),
    problem,
    el("div", { class: "modal-row" }, cancel, submit),
  );
  const dialog = el("dialog", { class: "modal", "aria-labelledby": title.id }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.textContent = "";
    const values = Object.fromEntries(fields.map((field) => [field.customId, field.value()]));
    try {
      await post("modal", { interaction_id: interactionId, custom_id: modal.custom_id, values });
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      submit.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The fields and texts of one top-level component: a label, a text, or the older row around a text input. */
function modalParts(component, store) {
  if (component.type === TEXT) return [{ node: markdown(component.content, store) }];
  if (component.type === LABEL) return [labelled(component.component, component.label, component.description, store)];
  return (component.components ?? []).map((child) => labelled(child, child.label, null, store));
}

/** @returns {Field|{node: HTMLElement}} */
function labelled(component, label, description, store) {
  const id = freshId("field");
  const required = component.required ?? true;
  const star = required ? el("span", { class: "required", "aria-hidden": "true", text: " *" }) : null;
  const about = description ? el("span", { class: "modal-about", id: `${id}-about`, text: description }) : null;
  const caption = el("label", { class: "modal-label", for: id }, label ?? "", star);
  if (component.type === TEXT_INPUT) {
    const input = textInput(component, id, required, about);
    return {
      customId: component.custom_id,
      node: el("div", { class: "modal-field" }, caption, about, input),
      value: () => input.value,
    };
  }
  if (SELECT_TYPES.has(component.type)) {
    const menu = select(component, store, () => {}, { label });
    return {
      customId: component.custom_id,
      node: el("div", { class: "modal-field" }, caption, about, menu),
      value: () => menu.values(),
    };
  }
  return {
    node: el("p", { class: "unknown", text: `This page does not draw form fields of type ${component.type}.` }),
  };
}

function textInput(component, id, required, about) {
  const long = component.style === PARAGRAPH;
  const input = el(long ? "textarea" : "input", {
    id,
    class: "modal-input",
    rows: long ? 4 : null,
    type: long ? null : "text",
    required,
    placeholder: component.placeholder,
    minlength: component.min_length,
    maxlength: component.max_length,
    "aria-describedby": about?.id,
  });
  input.value = component.value ?? "";
  return input;
}
