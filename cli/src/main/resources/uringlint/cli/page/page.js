"use strict";
(function () {
	var all = Array.from(document.querySelectorAll("article.finding"));
	var form = document.getElementById("filter");
	if (form === null) { return; }
	var rule = document.getElementById("filter-rule");
	var text = document.getElementById("filter-text");
	var keys = document.getElementById("filter-keys");
	var count = document.getElementById("filter-count");
	function shown() { return all.filter(function (one) { return !one.hidden; }); }
	function apply() {
		var boxes = Array.from(form.querySelectorAll("input[name=severity]:checked"));
		var levels = boxes.map(function (box) { return box.value; });
		all.forEach(function (one) {
			var fits = [rule.value === "" || one.dataset.rule === rule.value, levels.includes(one.dataset.severity),
				one.textContent.toLowerCase().includes(text.value.toLowerCase())];
			one.hidden = fits.includes(false);
		});
		document.querySelectorAll("section.file").forEach(function (part) {
			part.hidden = part.querySelector("article.finding:not([hidden])") === null;
		});
		document.querySelectorAll("#contents li[data-of]").forEach(function (line) {
			line.hidden = document.getElementById(line.dataset.of).hidden;
		});
		count.textContent = shown().length + " of " + all.length + " findings";
	}
	function go(by) {
		var list = shown();
		if (list.length === 0) { return; }
		var at = list.indexOf(document.activeElement.closest("article.finding"));
		var next = list[Math.max(0, Math.min(list.length - 1, at + by))];
		next.focus({preventScroll: true});
		next.scrollIntoView({block: "start"});
	}
	document.addEventListener("keydown", function (event) {
		if (event.ctrlKey || event.altKey || event.metaKey || !keys.checked) { return; }
		if (event.target.closest("input, select, textarea") !== null) { return; }
		if (event.key === "j") { go(1); }
		if (event.key === "k") { go(-1); }
	});
	form.addEventListener("input", apply);
	form.addEventListener("submit", function (event) { event.preventDefault(); });
	form.hidden = false;
	apply();
})();
