import { data, levels, families, tracks, departmentName } from "../data.js";
import { h, legend, moreOf, step } from "../dom.js";
import { accepts, isActive, state } from "../filters.js";
import { levelLink, rung } from "../words.js";

export function render() {
	return [
		legend(["gap", "–", "gap: no level at a grade in between"], ["double", "2", "double: several levels at one grade"], ["compression", "!", "compression: two rungs at one grade that the ladder keeps apart"]),
		[0, 1].filter((track) => state.track === "" || Number(state.track) === track).map((track) => half(track)),
	];
}

function half(track) {
	const rows = data.matrix.filter((row) => row.track === track && shown(row));
	const title = h("h3", {}, track === 0 ? "Individual contributors" : "Management");
	if (rows.length === 0) return [title, h("p", { class: "empty" }, "No family has such levels among what you look at.")];
	const grades = [...new Set(rows.flatMap((row) => [...row.cells.map((cell) => cell.grade), ...row.gaps]))].sort((a, b) => a - b);
	const ungraded = rows.some((row) => row.ungraded.length > 0);
	const head = h("tr", {}, h("th", { scope: "col" }, "Family"), grades.map((g, i) => h("th", { scope: "col" }, i === 0 ? h("span", { class: "unit" }, "Grade ") : "", g)), ungraded ? h("th", { scope: "col" }, "No grade") : "");
	const out = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `${tracks[track]}: families by grade` });
	const draw = (most, focus) => {
		const groups = Map.groupBy(rows.slice(0, most), (row) => families.department[row.family]);
		const button = rows.length > most ? h("button", { type: "button", class: "more", onclick: () => draw(most + step, most) }, moreOf(most, rows.length, "families")) : "";
		out.replaceChildren(h("table", { class: "matrix" },
			h("caption", { class: "hidden" }, `${tracks[track]}: families by grade`), h("thead", {}, head),
			[...groups].map(([department, group]) => h("tbody", {},
				h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: grades.length + 2 }, departmentName(department))),
				group.map((row) => line(row, grades, ungraded))))), button);
		if (focus !== undefined) out.querySelectorAll("tr:not(.group) > th[scope=row]")[focus].parentElement.querySelector("a").focus();
	};
	draw(60);
	return [title, out];
}

const levelsOf = (row) => [...row.cells.flatMap((cell) => cell.levels), ...row.ungraded];
const shown = (row) => !isActive() || levelsOf(row).some(accepts);

function line(row, grades, ungraded) {
	const cells = new Map(row.cells.map((cell) => [cell.grade, cell.levels]));
	return h("tr", {}, h("th", { scope: "row", dir: "auto" }, families.title[row.family]), grades.map((g) => {
		const list = cells.get(g) ?? [];
		if (list.length === 0 && !row.gaps.includes(g)) return h("td");
		if (list.length === 0) return h("td", { class: "gap" }, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "hidden" }, "gap"));
		const compressed = row.compressions.includes(g);
		const words = compressed ? "compression" : list.length > 1 ? "double" : "";
		return h("td", { class: words || null }, words ? h("span", { class: "sign", title: words }, h("span", { "aria-hidden": "true" }, compressed ? "!" : list.length), h("span", { class: "hidden" }, `${words}: `)) : "", entries(list));
	}), ungraded ? h("td", {}, entries(row.ungraded)) : "");
}

// entries are the levels of a cell by their rungs, where they have one; the whole title is what a screen reader says.
const entries = (list) => h("ul", {}, list.map((level) => {
	const name = rung(levels.rung[level]);
	const link = levelLink(level, name || levels.title[level]);
	if (name) link.setAttribute("aria-label", `${name}: ${levels.title[level]}`);
	link.setAttribute("title", levels.title[level]);
	if (!accepts(level)) link.classList.add("faint");
	return h("li", {}, link);
}));
