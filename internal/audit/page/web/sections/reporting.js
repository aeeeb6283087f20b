import { data, levels, below } from "../data.js";
import { h, few } from "../dom.js";
import { accepts, acceptedLevels, acceptsAny, isActive } from "../filters.js";
import { levelTable, table } from "../table.js";
import { grade, levelLink, levelList, number, place, plural } from "../words.js";
import { notes } from "./titles.js";

export function render() {
	const r = data.reporting;
	const outside = r.outside.filter((job) => acceptsAny(job.levels));
	const orphans = r.orphans.filter(accepts);
	return [
		h("p", { class: "count" }, `${plural(r.stated, "line")} stated in the whole catalog, ${number(r.resolved)} of them to levels of it`),
		h("h3", {}, "To a level that is not above"), notes("downward", "Lines to a level that is not above", r.downward),
		h("h3", {}, "Circles"), circles(r.circles),
		h("h3", {}, "To positions that there ought to be, and are not"), notes("unknown", "Lines to unknown positions", r.unknown),
		h("h3", {}, "To positions outside of the catalog"),
		table({
			id: "outside", caption: "Positions outside of the catalog", rows: outside, what: "positions", most: 12, empty: "None.",
			columns: [
				{ head: "Position", main: true, cell: (o) => h("span", { dir: "auto" }, o.words), by: (o) => o.words },
				{ head: "Levels", number: true, cell: (o) => number(o.levels.length), by: (o) => o.levels.length },
				{ head: "Which", cell: (o) => levelList(o.levels, 4) },
				{ head: "First", cell: (o) => place(o.at) },
			],
		}),
		h("h3", { id: "orphans" }, "Nothing is said of whom they report to"),
		levelTable("orphans", "Levels without a reporting line", orphans),
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
		for (let next = acceptedLevels(); next.length > 0;) {
			next.forEach((level) => above.add(level));
			next = [...new Set(next.flatMap((level) => levels.reports[level]))].filter((to) => to >= 0 && !above.has(to));
		}
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
