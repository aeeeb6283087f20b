import { data, levels, below, words, departmentOf, departmentName } from "../data.js";
import { h, few } from "../dom.js";
import { accepts, acceptsAny, isActive } from "../filters.js";
import { table } from "../table.js";
import { grade, levelAt, levelLink, levelList, levelWithFamily, number, place, plural } from "../words.js";
import { notes } from "./titles.js";

export function render() {
	const r = data.reporting;
	const outside = r.outside.filter((job) => acceptsAny(job.levels));
	const orphans = r.orphans.filter(accepts);
	const resolved = r.lines.filter((line) => line.to.length > 0).length;
	return [
		h("p", { class: "count" }, `${plural(r.lines.length, "line")} stated, ${number(resolved)} of them to levels of the catalog`),
		h("h3", {}, "To a level that is not above"), notes("downward", r.downward),
		h("h3", {}, "Circles"), circles(r.circles),
		h("h3", {}, "To unknown positions"), notes("unknown", r.unknown),
		h("h3", {}, "To positions that the catalog does not have"),
		table({
			id: "outside", caption: "Positions outside of the catalog", rows: outside, what: "positions", most: 12, empty: "None.",
			columns: [
				{ head: "Position", main: true, cell: (o) => h("span", { dir: "auto" }, o.words), by: (o) => o.words },
				{ head: "Levels", number: true, cell: (o) => number(o.levels.length), by: (o) => o.levels.length },
				{ head: "Which", cell: (o) => levelList(o.levels, 4) },
				{ head: "First", cell: (o) => place(o.at) },
			],
		}),
		h("h3", {}, "Nothing is said of whom they report to"),
		table({
			id: "orphans", caption: "Levels without a reporting line", rows: orphans, what: "levels", most: 12, empty: "None.",
			columns: [
				{ head: "Level", main: true, cell: levelWithFamily, by: (l) => levels.title[l] },
				{ head: "Department", cell: (l) => departmentName(departmentOf(l)), by: (l) => departmentName(departmentOf(l)) },
				{ head: "Grade", number: true, cell: (l) => grade(levels.grade[l]), by: (l) => levels.grade[l][0] ?? -1 },
				{ head: "Place", cell: (l) => place(levelAt(l)) },
			],
		}),
		h("h3", {}, "The tree"), tree(r.tops),
	];
}

export function circles(list) {
	const rows = list.filter((circle) => acceptsAny(circle.levels));
	if (rows.length === 0) return h("p", { class: "empty" }, "None.");
	return h("ul", { class: "plain" }, rows.map((circle) => h("li", {}, [...circle.levels, circle.levels[0]].flatMap((level, i) => (i ? [" → ", levelLink(level)] : [levelLink(level)])), " ", place(circle.at))));
}

// tree is who reports to whom. Branches are drawn when they are opened: a level may stand below several.
function tree(tops) {
	if (tops.length === 0) return h("p", { class: "empty" }, "No level reports to another one.");
	let rows = tops;
	if (isActive()) {
		const above = new Set(); // levels above those that are asked for
		const climb = (level) => { if (!above.has(level)) { above.add(level); levels.reports[level].forEach((to) => to >= 0 && climb(to)); } };
		for (let level = 0; level < levels.code.length; level++) if (accepts(level)) climb(level);
		rows = tops.filter((top) => above.has(top.level));
	}
	if (rows.length === 0) return h("p", { class: "empty" }, "None among what you look at.");
	return h("div", {}, few(h("ul", { class: "tree" }), 20, rows.map((top) => () => branch(top.level, [], `${number(top.below)} below`)), "trees"));
}

function branch(level, above, note) {
	const children = above.includes(level) ? [] : below[level];
	const label = [levelLink(level), h("span", { class: "of" }, [levels.grade[level].length ? `grade ${grade(levels.grade[level])}` : "", note ?? (children.length ? `${number(children.length)} direct` : "")].filter(Boolean).join(", "))];
	if (children.length === 0) return h("li", { class: "leaf" }, label);
	const list = h("ul");
	const details = h("details", { ontoggle: () => {
		if (details.open && !list.firstChild) list.append(...children.map((child) => branch(child, [...above, level])));
	} }, h("summary", { "aria-label": `Those who report to ${levels.title[level]}` }), list);
	return h("li", {}, details, h("span", { class: "label" }, label));
}
