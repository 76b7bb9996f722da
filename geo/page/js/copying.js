// Copying text, with what the reader is told of it.

import { h } from "./dom.js";

/** Copy text and say so in a live region; where the browser refuses, show the text selected, to be copied by hand. */
export async function copyText(text, { words, said, root }) {
  said.textContent = "";
  const copied = (await byClipboard(text)) || bySelection(text, root);
  if (!copied) showField(text, words, root);
  // Set a moment later, so that the same words are announced again.
  await new Promise((resolve) => setTimeout(resolve, 60));
  said.textContent = words.text(copied ? "copied" : "copy_by_hand");
  return copied;
}

async function byClipboard(text) {
  if (!navigator.clipboard || !window.isSecureContext) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error.name !== "NotAllowedError") throw error;
    return false;
  }
}

/** Pages opened from disk may lack the clipboard API. */
function bySelection(text, root) {
  const held = document.activeElement;
  const field = h("textarea", { class: "fl-offscreen", "aria-hidden": "true", tabindex: "-1", readonly: true });
  field.value = text;
  root.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (held) held.focus({ preventScroll: true });
  return copied;
}

function showField(text, words, root) {
  const field = h("textarea", { class: "fl-copy-field", readonly: true, rows: 6, "aria-label": words.text("copy_by_hand") });
  field.value = text;
  const close = h("button", { type: "button", class: "fl-button", onclick: () => dialog.close() }, words.text("close"));
  const dialog = h("dialog", { class: "fl-about fl-copying", "aria-label": words.text("copy_by_hand"), onclose: () => dialog.remove() }, h("p", {}, words.text("copy_by_hand")), field, close);
  root.append(dialog);
  dialog.showModal();
  field.select();
}
