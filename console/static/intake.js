// A sheet that is written in: Ctrl+Enter sends it from any field, what is sent is sent once, and a
// ready reason is put into its field.
"use strict";
const sheet = document.querySelector("[data-sheet]");
if (sheet) {
  const send = sheet.querySelector("[data-sends]");
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      if (send) sheet.requestSubmit(send);
    }
  });
  let sent = false;
  sheet.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  sheet.addEventListener("click", (event) => {
    const ready = event.target.closest("[data-fills]");
    if (!ready) return;
    const field = document.getElementById(ready.dataset.fills);
    field.value = [field.value, ready.dataset.words].filter(Boolean).join("\n");
    field.focus();
  });
  document.querySelector("[aria-invalid=true]")?.focus();
}
