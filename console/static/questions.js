// A form of questions: a digit answers the one that is open and goes on to the next, Backspace goes
// back, Enter sends once everything is answered. No rule stands here: the server decides.
"use strict";
const asked = document.querySelector("[data-questions]");
if (asked) {
  const questions = [...asked.querySelectorAll("[data-question]")];
  const options = (question) => [...question.querySelectorAll("input[type=radio]")];
  const answered = (question) => options(question).some((option) => option.checked);
  const send = asked.querySelector("[data-submits]"), owed = asked.querySelector("[data-owed]");
  let open = Math.max(0, questions.findIndex((question) => !answered(question)));

  const show = () => {
    const missing = questions.filter((question) => !answered(question)).length;
    questions.forEach((question, at) => {
      question.classList.toggle("now", at === open && missing > 0);
      question.classList.toggle("done", answered(question));
    });
    send.setAttribute("aria-disabled", String(missing > 0));
    owed.textContent = missing ? owed.dataset.owed.replace("#", missing) : "";
  };
  const go_on = () => {
    const next = questions.findIndex((question, at) => at > open && !answered(question));
    open = next >= 0 ? next : questions.findIndex((question) => !answered(question));
    questions[open]?.scrollIntoView({ block: "nearest" });
  };
  const back = () => {
    open = open < 0 ? questions.length - 1 : Math.max(0, open - 1);
    options(questions[open]).forEach((option) => { option.checked = false; });
    show();
  };

  asked.addEventListener("change", (event) => {
    const question = event.target.closest("[data-question]");
    if (!question) return;
    open = questions.indexOf(question);
    go_on();
    show();
  });
  asked.querySelector("[data-back]").addEventListener("click", back);
  send.addEventListener("click", (event) => {
    if (send.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (writing || document.querySelector("dialog[open]")) return;
    const option = /^[1-9]$/.test(event.key) && open >= 0 && options(questions[open])[Number(event.key) - 1];
    const pressed = event.target.closest?.("a, button, summary");
    if (option) option.click();
    else if (event.key === "Backspace") back();
    else if (event.key === "Enter" && !pressed && send.getAttribute("aria-disabled") !== "true") asked.requestSubmit(send);
    else return;
    event.preventDefault();
  });
  show();
}
