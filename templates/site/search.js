/* Search over search-index.js, in the page itself: no server, works from a folder. */
(function () {
  "use strict";
  var box = document.getElementById("q"), list = document.getElementById("found"), page = document.getElementById("page");
  var root = box.dataset.root, index = window.TRACKER_INDEX || [];
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }
  var folded = index.map(function (one) {
    return { title: " " + fold(one.t), all: " " + fold(one.t + " " + one.w) };
  });
  /* Every word must begin a word of the page; words in its title weigh more, then what is newer comes first. */
  function search(words) {
    var hits = [];
    folded.forEach(function (one, place) {
      var weight = 0;
      var fits = words.every(function (word) {
        if (has(one.title, word)) { weight += 3; return true; }
        if (has(one.all, word)) { weight += 1; return true; }
        return false;
      });
      if (fits) hits.push([weight, place]);
    });
    hits.sort(function (a, b) { return b[0] - a[0] || (index[b[1]].d < index[a[1]].d ? -1 : 1); });
    return hits.slice(0, 50).map(function (hit) { return index[hit[1]]; });
  }
  function has(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
    }
    return false;
  }
  function day(text) {
    var told = new Date(text + "T12:00:00Z");
    return isNaN(told) ? text : told.toLocaleDateString(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  }
  function show() {
    var words = fold(box.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    list.hidden = !words.length;
    page.hidden = !!words.length;
    if (!words.length) return;
    var hits = search(words);
    hits.forEach(function (hit) {
      var row = document.createElement("li"), link = document.createElement("a"), note = document.createElement("span");
      link.href = root + hit.u;
      link.textContent = hit.t;
      note.className = "small";
      note.textContent = " " + hit.k + ", " + day(hit.d);
      row.append(link, note);
      list.append(row);
    });
    if (!hits.length) {
      var none = document.createElement("li");
      none.textContent = box.dataset.none;
      list.append(none);
    }
  }
  box.form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  box.addEventListener("input", show);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { box.value = asked; }
  if (box.value) show();
})();
