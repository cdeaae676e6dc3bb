"use strict";
(() => {
  const KINDS = 5;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const names = (value) => (value || "").split(" ").filter(Boolean);

  const form = one(".filters");
  const articles = all("main article");
  const links = all("nav a");
  const field = (name) => form.elements.namedItem(name);
  const kindBoxes = all("input[name=kind]", form);

  // Each article's rows and marks are looked up once: a page may hold a hundred thousand of them.
  const parts = new Map(articles.map((article) => {
    const marks = all(".text .m", article).map((element) => ({ element, names: names(element.dataset.m) }));
    const byName = new Map();
    for (const { element, names: own } of marks) {
      for (const name of own) {
        if (!byName.has(name)) byName.set(name, []);
        byName.get(name).push(element);
      }
    }
    const rows = all(".row", article);
    const byMark = new Map();
    for (const row of rows) {
      for (const name of names(row.dataset.t)) if (!byMark.has(name)) byMark.set(name, row);
    }
    return [article, {
      rows, marks, byName, byMark,
      bodies: all("tbody", article),
      cards: all(".card", article),
      chips: all(".chip", article),
      mentions: one(".mentions", article),
    }];
  }));

  const wrong = (row) => row.dataset.kind !== "" && row.dataset.kind !== "correct";

  // Filters

  function wanted() {
    const kinds = new Set(kindBoxes.filter((box) => box.checked).map((box) => box.value));
    return { article: field("article").value, slot: field("slot").value, kinds, narrow: kinds.size < KINDS };
  }

  function apply() {
    const now = wanted();
    let shown = 0;
    let values = 0;
    let errors = 0;
    for (const article of articles) {
      const part = parts.get(article);
      const left = filter(part, now);
      const empty = left.length === 0 && (now.narrow || now.slot !== "");
      article.hidden = empty || (now.article !== "" && now.article !== article.dataset.number);
      const link = links.find((each) => each.dataset.number === article.dataset.number);
      link.classList.toggle("off", empty);
      if (now.article === article.dataset.number) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (article.hidden) continue;
      shown += 1;
      values += left.length;
      errors += left.filter(wrong).length;
    }
    one(".empty").hidden = shown > 0;
    field("errors").setAttribute("aria-pressed", String(onlyErrors(now)));
    one("output", form).textContent = `${shown} of ${articles.length} articles, ${values} values, ${errors} wrong`;
  }

  function filter(part, { slot, kinds, narrow }) {
    const on = new Set();
    const left = [];
    for (const row of part.rows) {
      const kind = row.dataset.kind;
      row.hidden = (slot !== "" && row.dataset.slot !== slot) || (kind === "" ? narrow : !kinds.has(kind));
      if (row.hidden) continue;
      left.push(row);
      for (const name of names(row.dataset.t)) on.add(name);
    }
    for (const card of part.cards) {
      card.hidden = !one(".row:not([hidden])", card);
      if (!card.hidden && slot === "") for (const name of names(one("h3", card).dataset.t)) on.add(name);
    }
    if (part.mentions) part.mentions.hidden = !one(".row:not([hidden])", part.mentions);
    for (const body of part.bodies) if (!one(".row[tabindex='0']:not([hidden])", body)) stop(one(".row:not([hidden])", body));
    draw(part, on);
    return left;
  }

  // A table is one stop for the tab key; the arrows go on from there.
  function stop(row) {
    if (!row) return;
    for (const other of all(".row[tabindex='0']", row.parentElement)) other.tabIndex = -1;
    row.tabIndex = 0;
  }

  function draw(part, on) {
    for (const { element, names: own } of part.marks) {
      const left = own.filter((name) => on.has(name));
      for (const kind of "gfhe") element.classList.toggle(kind, left.some((name) => name[0] === kind));
      const odd = left.some((name) => "gf".includes(name[0]) && wrong(part.byMark.get(name)));
      element.classList.toggle("x", odd);
    }
    for (const chip of part.chips) chip.hidden = part.byMark.get(`g${chip.dataset.m}`).hidden;
  }

  function onlyErrors({ kinds }) {
    return !kinds.has("correct") && kinds.size === KINDS - 1;
  }

  function toggleErrors() {
    const on = onlyErrors(wanted());
    for (const box of kindBoxes) box.checked = on || box.value !== "correct";
    apply();
  }

  function choose(number) {
    field("article").value = number;
    history.replaceState(null, "", number ? `#article-${number}` : "#");
    apply();
  }

  function fromAddress() {
    const told = /^#article-(\d+)$/.exec(location.hash);
    const known = told && articles.some((article) => article.dataset.number === told[1]);
    field("article").value = known ? told[1] : "";
    apply();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { showEvidence(); choose(""); }));
  form.addEventListener("change", (event) => {
    if (event.target.name === "evidence") showEvidence();
    else if (event.target.name === "article") choose(event.target.value);
    else if (event.target.name !== "keys") apply();
  });
  field("errors").addEventListener("click", toggleErrors);
  field("back").addEventListener("click", () => step(-1));
  field("on").addEventListener("click", () => step(1));
  addEventListener("hashchange", fromAddress);

  function showEvidence() {
    const box = field("evidence");
    if (box) document.body.classList.toggle("evidence", box.checked);
  }

  for (const button of all(".pick")) {
    button.addEventListener("click", () => {
      field("slot").value = button.dataset.pick;
      apply();
      form.scrollIntoView({ block: "start" });
    });
  }

  // The list of articles

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(link.dataset.number);
      one("main").scrollIntoView({ block: "start" });
    });
  }
  const list = one("nav ol");
  const inOrder = [...list.children];
  one("nav input[type=search]").addEventListener("input", (event) => {
    const words = event.target.value.toLocaleLowerCase();
    for (const item of inOrder) item.hidden = !one("bdi", item).textContent.toLocaleLowerCase().includes(words);
  });
  one("nav input[name=worst]").addEventListener("change", (event) => {
    const errors = (item) => Number(one("a", item).dataset.errors);
    const sorted = event.target.checked ? [...inOrder].sort((a, b) => errors(b) - errors(a)) : inOrder;
    list.append(...sorted);
  });

  // Rows light up the words that they rest on, and words lead to their rows

  let lit = [];
  function light(row, scroll) {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    const article = row && row.closest("article");
    if (!article) return;
    const { byName } = parts.get(article);
    lit = names(row.dataset.t).flatMap((name) => byName.get(name) || []);
    for (const element of lit) element.classList.add("lit");
    if (scroll && lit.length) reveal(lit[0]);
  }

  function reveal(element) {
    const text = element.closest(".text");
    const place = element.getBoundingClientRect();
    const frame = text.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom) {
      text.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }

  const source = (target) => target instanceof Element && target.closest(".row, .card h3");
  const main = one("main");
  main.addEventListener("mouseover", (event) => { const row = source(event.target); if (row) light(row, false); });
  main.addEventListener("focusin", (event) => light(source(event.target), true));
  main.addEventListener("mouseleave", () => light(source(document.activeElement), false));
  main.addEventListener("click", (event) => {
    const mark = event.target.closest(".text .m");
    if (mark) follow(mark);
    else if (source(event.target)) go(source(event.target));
  });

  function follow(mark) {
    const { byMark } = parts.get(mark.closest("article"));
    const rows = names(mark.dataset.m).map((name) => byMark.get(name)).filter((row) => row && !row.hidden);
    if (rows.length) go(rows[0]);
  }

  function go(row) {
    const folded = row.closest("details");
    if (folded) folded.open = true;
    if (row.matches(".row")) stop(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  // Keys

  const visible = (article) => parts.get(article).rows.filter((row) => !row.hidden);
  const open = () => articles.filter((article) => !article.hidden);

  function step(by) {
    const rows = open().flatMap(visible).filter(wrong);
    if (!rows.length) return;
    const here = document.activeElement && document.activeElement.closest("main .row, main h2") ? document.activeElement : last;
    const after = (row) => here && here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    const before = (row) => here && here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING;
    const next = by > 0 ? rows.find(after) || rows[0] : rows.findLast(before) || rows[rows.length - 1];
    last = next;
    go(next);
  }
  let last = null;

  function turn(by) {
    const shown = field("article").value;
    const open = articles.filter((article) => !one(`nav a[data-number="${article.dataset.number}"]`).matches(".off"));
    const near = document.activeElement && document.activeElement.closest("main article");
    const at = open.findIndex((article) => (shown ? article.dataset.number === shown : article === near));
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by];
    if (!next) return;
    if (shown) choose(next.dataset.number);
    one("h2", next).focus();
    next.scrollIntoView({ block: "start" });
  }

  function along(event) {
    const row = event.target.closest && event.target.closest(".row");
    if (!row) return;
    const rows = all(".row:not([hidden])", row.parentElement);
    const at = rows.indexOf(row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows[to]) return;
    event.preventDefault();
    go(rows[to]);
  }

  const KEYS = { n: () => step(1), p: () => step(-1), j: () => turn(1), k: () => turn(-1), e: toggleErrors, Escape: () => choose("") };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches && event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const act = field("keys").checked && Object.hasOwn(KEYS, event.key) && KEYS[event.key];
    if (act) {
      event.preventDefault();
      act();
    } else along(event);
  });

  // The filters may need two lines; what sticks below them has to know.
  new ResizeObserver(() => {
    const height = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${height}px`);
  }).observe(form);

  document.documentElement.classList.add("live");
  fromAddress();
})();
