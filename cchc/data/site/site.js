(function () {
  "use strict";
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/\u0111/g, "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }
  function make(name, text) {
    var one = document.createElement(name);
    if (text) { one.textContent = text; }
    return one;
  }
  function key(row, index) {
    var cell = row.cells[index];
    var value = cell.hasAttribute("data-v") ? cell.getAttribute("data-v") : cell.textContent.trim();
    var number = Number(value);
    return value !== "" && !isNaN(number) ? number : value;
  }
  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "vi", { numeric: true });
  }
  function sortable(table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, index) {
      var button = make("button", head.textContent);
      button.type = "button";
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) { return (up ? 1 : -1) * compare(key(a, index), key(b, index)); });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }
  function filterable(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var box = make("div"), words = make("input"), label = make("label", table.dataset.filter + " ");
    var told = make("span"), choice = null, seen = {};
    box.className = "rows";
    words.type = "search";
    told.setAttribute("role", "status");
    label.appendChild(words);
    box.appendChild(label);
    rows.forEach(function (row) {
      var state = row.getAttribute("data-s");
      if (state && !seen[state]) { seen[state] = row.querySelector("td.s"); }
    });
    if (Object.keys(seen).length > 1) {
      choice = make("select");
      var all = make("option", table.dataset.all);
      all.value = "";
      choice.appendChild(all);
      Object.keys(seen).forEach(function (state) {
        var option = make("option", seen[state] ? seen[state].textContent : state);
        option.value = state;
        choice.appendChild(option);
      });
      var named = make("label", table.dataset.status + " ");
      named.appendChild(choice);
      box.appendChild(named);
      choice.addEventListener("change", apply);
    }
    function apply() {
      var wanted = fold(words.value), state = choice ? choice.value : "", count = 0;
      rows.forEach(function (row) {
        var fits = (!state || row.getAttribute("data-s") === state) &&
          (!wanted || (" " + fold(row.textContent)).indexOf(wanted) >= 0);
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      told.textContent = count + "/" + rows.length + " " + table.dataset.shown;
    }
    words.addEventListener("input", apply);
    box.appendChild(told);
    table.parentNode.parentNode.insertBefore(box, table.parentNode);
  }
  function searching(input) {
    var entries = JSON.parse(document.getElementById("search-data").textContent);
    var list = document.querySelector("[data-results]");
    var told = document.querySelector("[data-found]");
    entries.forEach(function (entry) { entry.push(" " + fold(entry[1])); });
    function show() {
      var parts = fold(input.value).split(" ").filter(Boolean);
      var phrase = parts.join(" ");
      var found = !parts.length ? [] : entries.filter(function (entry) {
        return parts.every(function (part) { return entry[3].indexOf(" " + part) >= 0; });
      });
      found.sort(function (a, b) {
        return (b[3].indexOf(phrase) >= 0) - (a[3].indexOf(phrase) >= 0);
      });
      list.textContent = "";
      found.slice(0, 100).forEach(function (entry) {
        var item = make("li"), link = make("a", entry[1]);
        link.href = entry[2];
        item.appendChild(link);
        item.appendChild(make("small", entry[0]));
        list.appendChild(item);
      });
      told.textContent = parts.length ? found.length + " " + told.dataset.found : "";
    }
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", show);
    if (input.value) { show(); }
  }
  document.querySelectorAll("table[data-rows]").forEach(function (table) {
    sortable(table);
    if (table.tBodies[0].rows.length > 7) { filterable(table); }
  });
  var input = document.querySelector("[data-search]");
  if (input) { searching(input); }
}());
