// Shows of the list those entries that have all words that are typed; without scripts, the whole list is there.
const field = document.querySelector("input");
const count = document.querySelector("output");
const pages = Array.from(document.querySelectorAll(".index > li"));
function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text) => words.every((word) => text.toLowerCase().includes(word));
  let found = 0;
  for (const page of pages) {
    const title = page.querySelector("a").textContent;
    const sections = Array.from(page.querySelectorAll("li"));
    for (const section of sections) {
      section.hidden = !has(title + " " + section.textContent);
    }
    page.hidden = !has(title) && sections.every((section) => section.hidden);
    found += page.hidden ? 0 : 1;
  }
  count.textContent = words.length ? `${found} pages` : "";
  history.replaceState(null, "", words.length ? "?q=" + encodeURIComponent(field.value) : location.pathname);
}
field.closest("p").hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", show);
show();
