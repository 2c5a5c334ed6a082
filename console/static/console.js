// What every page of the console does by itself: its keys, its clocks, and the palette of commands.
// A page names its own keys by data-key on what they press; no rule stands here.
"use strict";
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// A key does nothing within a field, nor while an input method composes.
const typing = (event) =>
  event.isComposing || event.keyCode === 229 ||
  event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

// The list: one row is the current one, and stays it when rows come and go.
const rows = () => all("[data-row]");
const current = () => one("[data-row].cur");
let anchor = null;
function go(row) {
  if (!row) return;
  current()?.removeAttribute("aria-current");
  current()?.classList.remove("cur");
  row.classList.add("cur");
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  const beside = one("#beside");
  if (beside && wide.matches && row.dataset.beside && window.htmx) htmx.ajax("GET", row.dataset.beside, { source: beside, target: beside, swap: "innerHTML" });
}
function step(by) {
  const list = rows(), at = list.indexOf(current());
  go(list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))]);
}
function tick(row, on) {
  const box = row && one(".tick", row);
  if (!box) return;
  box.checked = on;
  row.classList.toggle("sel", on);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}
function select() {
  anchor = current();
  if (anchor) tick(anchor, !one(".tick", anchor)?.checked);
}
function selectRange() {
  const list = rows(), to = list.indexOf(current()), from = Math.max(0, list.indexOf(anchor));
  list.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => tick(row, true));
}
const open_row = () => { const link = current() && one("a[href]", current()); if (link) location.assign(link.href); };
const wide = matchMedia("(min-width: 1101px)");

// What is pressed by a letter: a field is entered, everything else is clicked.
function press(element) {
  if (!element || element.getAttribute("aria-disabled") === "true") return false;
  if (element.matches("input, select, textarea")) { element.focus(); element.select?.(); } else element.click();
  return true;
}
const shown = (element) => element.offsetParent !== null;
const by_key = (key) => all("[data-key]").find((element) => element.dataset.key === key && shown(element));

const dialog = (id) => { const found = one("#" + id); if (found && !found.open) found.showModal(); return found; };
function show_map() {
  const own = all("[data-key]").filter((element) => shown(element) && element.dataset.key !== "/"), list = one("#keys-of-page"), title = one("[data-of-page]");
  list.replaceChildren(...own.map((element) => {
    const line = document.createElement("div"), key = document.createElement("dt"), word = document.createElement("dd");
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.key }));
    word.textContent = named(element);
    line.append(key, word);
    return line;
  }));
  title.textContent = own.length ? title.dataset.ofPage : "";
  dialog("keys");
}
function named(element) {
  if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
  const copy = element.cloneNode(true);
  all("kbd, svg", copy).forEach((part) => part.remove());
  return copy.textContent.trim();
}

// The palette: desks and the page's own acts by their words, an order by its number.
let offered = [];
function fill_palette(text) {
  const wanted = text.trim().toLowerCase(), list = one("#palette-list");
  const links = all("[data-go], [data-key]").filter((element) => shown(element) && !element.closest("dialog"));
  offered = links.map((element) => ({ word: named(element), does: () => press(element) }));
  if (/\d{4,}/.test(wanted)) offered.unshift({ word: wanted, does: () => location.assign("/orders?number=" + encodeURIComponent(wanted)) });
  offered = offered.filter((one) => one.word.toLowerCase().includes(wanted)).slice(0, 12);
  list.replaceChildren(...offered.map((one, at) => {
    const item = document.createElement("li");
    item.id = "palette-" + at;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(at === 0));
    item.textContent = one.word;
    item.addEventListener("click", () => choose(at));
    return item;
  }));
  one("#palette .sub").hidden = offered.length > 0;
  point(0);
}
function point(at) {
  all("#palette-list li").forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
  const field = one("#palette-text"), item = one("#palette-" + at);
  if (item) { field.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
}
function choose(at) {
  one("#palette").close();
  offered[at]?.does();
}
function show_palette() {
  if (!dialog("palette")) return;
  one("#palette-text").value = "";
  fill_palette("");
  one("#palette-text").focus();
}
one("#palette-text")?.addEventListener("input", (event) => fill_palette(event.target.value));
one("#palette-text")?.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const at = offered.findIndex((_, place) => one("#palette-" + place)?.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (offered.length) point((at + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (offered.length) choose(Math.max(0, at));
  }
});

// Two keys after each other: g, then a desk's letter.
let led = false;
const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  x: select, X: selectRange, Enter: open_row, "?": show_map,
};
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.isComposing) {
    event.preventDefault();
    show_palette();
    return;
  }
  if (event.key === "Escape") {
    all("details.who[open]").forEach((menu) => { menu.open = false; });
    if (typing(event)) event.target.blur();
    return;
  }
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (led) {
    led = false;
    const desk = one(`[data-go="${CSS.escape(event.key)}"]`);
    if (desk) { event.preventDefault(); desk.click(); }
    return;
  }
  if (event.key === "g") { led = true; setTimeout(() => { led = false; }, 1500); return; }
  const pressed = event.target.closest?.("a, button, summary, [role=option]");
  if (event.key === "Enter" && pressed) return;
  if (/^Arrow|^[jkxX]$|^Enter$/.test(event.key) && !rows().length) return;
  if (event.key in KEYS) { event.preventDefault(); KEYS[event.key](); return; }
  const found = by_key(event.key);
  if (found) { event.preventDefault(); press(found); }
});
document.addEventListener("click", (event) => {
  const opens = event.target.closest?.("[data-opens]");
  if (opens) show_map();
  all("details.who[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  const row = event.target.closest?.("[data-row]");
  if (row && wide.matches && one("#beside") && !event.target.closest("input") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    go(row);
  }
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.(".tick")) {
    event.target.closest("[data-row]")?.classList.toggle("sel", event.target.checked);
    const count = one("[data-selected]");
    if (count) count.textContent = all(".tick:checked").length;
  }
  if (event.target.matches?.(".filters select")) event.target.form.requestSubmit();
});

// Time: the city's clock, and what is left. The page's own clock is only asked how much has passed
// since the server said how it stood, so that a sleeping machine shows the truth when it wakes.
const loaded = Date.now();
const since = new WeakMap();
const passed = (element) => {
  if (!since.has(element)) since.set(element, document.readyState === "complete" ? Date.now() : loaded);
  return (Date.now() - since.get(element)) / 1000;
};
const two = (number) => String(number).padStart(2, "0");
function exact(seconds) {
  const hours = Math.floor(seconds / 3600), rest = two(Math.floor(seconds / 60) % 60) + ":" + two(Math.floor(seconds) % 60);
  return hours ? hours + ":" + rest : rest;
}
function span(seconds) {
  const words = one("#words").dataset, minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
  const pattern = hours >= 24 ? words.daysHours : hours ? words.hoursMinutes : words.minutes;
  return pattern.replace("{d}", Math.floor(hours / 24)).replace("{h}", hours >= 24 ? hours % 24 : hours).replace("{m}", minutes % 60);
}
// Office time grows less while offices are open, and stands still until they open again.
function left(element) {
  const gone = passed(element), changes = element.dataset.changes;
  const until = changes === undefined ? gone : Math.min(gone, Number(changes));
  const counted = "runs" in element.dataset ? until : changes === undefined ? 0 : gone - until;
  return Number(element.dataset.left) - counted;
}
function count() {
  const city = one("[data-now]");
  if (city) {
    const local = new Date((Number(city.dataset.now) + passed(city) + Number(city.dataset.offset)) * 1000);
    city.textContent = local.toISOString().slice(11, 19);
  }
  for (const clock of all("[data-left] b")) {
    const seconds = Math.abs(left(clock.parentElement));
    const said = "exact" in clock.parentElement.dataset ? exact(seconds) : span(seconds);
    if (clock.textContent !== said) clock.textContent = said;
  }
}
count();
setInterval(count, 1000);
