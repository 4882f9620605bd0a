
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const data = JSON.parse(byId("data").textContent);
  const words = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => Number(values[name]).toLocaleString("en"));
  document.documentElement.classList.add("js");

  // The panel shows what the page already holds, a copy of the cell's own content: in a row of its own below that of
  // the cell, so that it covers nothing; where the screen is narrow, over its lower part.
  const panel = byId("panel"), home = panel.parentNode;
  const narrow = window.matchMedia("(max-width: 760px)");
  let opener = null, place = null;
  function closePanel() {
    panel.hidden = true;
    home.appendChild(panel);
    if (place) place.remove();
    place = null;
    all(".cell > summary.open").forEach((cell) => cell.classList.remove("open"));
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  }
  function openPanel(title, content, from) {
    if (opener) closePanel();
    opener = from;
    from.classList.add("open");
    if (!narrow.matches) {
      const row = from.closest("tr");
      place = document.createElement("tr");
      place.className = "answers";
      place.appendChild(document.createElement("td")).colSpan = row.cells.length;
      place.firstChild.appendChild(panel);
      row.after(place);
    }
    byId("panel-title").textContent = title;
    byId("panel-body").replaceChildren(...Array.from(content.cloneNode(true).childNodes));
    panel.hidden = false;
    panel.scrollTop = 0;
    byId("panel-close").focus({ preventScroll: true });
  }
  byId("panel-close").addEventListener("click", closePanel);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) closePanel(); });
  all(".cell > summary").forEach((summary) => {
    summary.setAttribute("role", "button");
    summary.addEventListener("click", (event) => {
      event.preventDefault();
      const cell = summary.parentElement;
      if (opener === summary) closePanel();
      else openPanel(cell.dataset.title, cell.querySelector(".pop"), summary);
    });
  });

  const allSubjects = byId("all-subjects");
  if (allSubjects) allSubjects.addEventListener("click", () => {
    const shown = allSubjects.classList.toggle("shown");
    all(".sheet tr.more").forEach((row) => row.classList.toggle("found", shown));
    allSubjects.textContent = shown ? data.words.fewer : allSubjects.dataset.more;
  });

  // Findings: everything that matches, a batch at a time.
  const list = byId("finding-list");
  if (list) {
    const rows = all(".finding", list);
    const text = byId("finding-text"), kind = byId("finding-kind"), subject = byId("finding-subject"), file = byId("finding-file");
    const more = byId("more-findings");
    let room = data.batch, told = null;  // told: what a row's reason speaks of comes first, whatever its place
    const matches = (finding) =>
      text.value.toLowerCase().split(/\s+/).every((word) => finding.text.includes(word)) &&
      (!kind.value || finding.kind === kind.value) &&
      (!subject.value || finding.subjects.includes(subject.value)) &&
      (!file.value || finding.files.includes(file.value));
    function show() {
      const found = rows.filter((row) => matches(data.findings[Number(row.dataset.number)]))
        .sort((one, other) => (other === told) - (one === told));
      const shown = new Set(found.slice(0, room));
      rows.forEach((row) => { row.hidden = !shown.has(row); row.classList.remove("more"); });
      byId("finding-count").textContent = words(data.words.shown, { shown: shown.size, all: found.length });
      byId("finding-none").hidden = found.length > 0;
      more.hidden = found.length <= shown.size;
      more.textContent = words(data.words.more, { n: Math.min(data.batch * 2, found.length - shown.size) });
    }
    const only = byId("finding-only");
    const restart = () => { room = data.batch; told = null; only.hidden = true; list.append(...rows); show(); };
    text.addEventListener("input", restart);
    [kind, subject, file].forEach((choice) => choice.addEventListener("change", restart));
    more.addEventListener("click", () => { room += data.batch * 2; show(); });
    show();

    // From a row of the list to what stands behind it, and back
    all("a[data-file]").forEach((link) => link.addEventListener("click", () => {
      [text, kind, subject].forEach((choice) => { choice.value = ""; });
      file.value = link.dataset.file;
      restart();
      told = rows.find((row) => row.dataset.number === link.dataset.finding);
      list.prepend(told);
      show();
      only.hidden = false;
      only.querySelector("span").textContent = data.words.only.replace("{file}", file.selectedOptions[0].textContent);
      only.querySelector("a").href = "#" + link.dataset.row;
      rows.forEach((row) => { row.open = row === told; });
    }));
    only.querySelector("button").addEventListener("click", () => { file.value = ""; restart(); file.focus(); });
  }

  // Files: those that match, the first of them until all are asked for
  const fileText = byId("file-text"), buttons = all(".segments button"), entries = all(".files tbody tr");
  const moreFiles = byId("more-files");
  let status = "", whole = false;
  function showFiles() {
    const wanted = fileText.value.toLowerCase();
    const found = entries.filter((row) =>
      (!status || row.dataset.status === status) && row.firstElementChild.textContent.toLowerCase().includes(wanted));
    const shown = new Set(whole ? found : found.slice(0, data.files));
    entries.forEach((row) => { row.hidden = !shown.has(row); });
    byId("file-count").textContent = words(data.words.files, { shown: shown.size, all: found.length });
    moreFiles.hidden = found.length <= data.files;
    moreFiles.textContent = whole ? data.words.fewer : words(data.words.all_files, { n: found.length });
  }
  fileText.addEventListener("input", showFiles);
  moreFiles.addEventListener("click", () => { whole = !whole; showFiles(); });
  buttons.forEach((button) => button.addEventListener("click", () => {
    status = button.dataset.status;
    buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    showFiles();
  }));
  showFiles();
  all("form").forEach((form) => form.addEventListener("submit", (event) => event.preventDefault()));

  // On paper everything is open.
  let shut = [];
  window.addEventListener("beforeprint", () => {
    shut = all("details:not([open]):not(.cell)").filter((part) => !part.hidden);
    shut.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => shut.forEach((part) => { part.open = false; }));
})();
