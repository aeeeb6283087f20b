import { data, levels } from "../data.js";
import { h } from "../dom.js";
import { accepts, acceptsAny, isActive, isFiltered, mentions } from "../filters.js";
import { table } from "../table.js";
import { grade, levelList, levelWithFamily, number, place } from "../words.js";

export function render() {
	const { shared, twins, reordered, conventions, slips } = data.titles;
	const differ = shared.filter((row) => row.grades.length > 1 && acceptsAny(row.levels));
	return [
		h("h3", {}, "One title, different grades"), list("differ", "Titles with different grades", differ, "No title has different grades."),
		h("h3", {}, "One title in several families"), list("shared", "Titles in several families", shared.filter((row) => row.grades.length <= 1 && acceptsAny(row.levels)), "No title stands in several families."),
		h("h3", {}, "The same words in another order"), list("reordered", "Titles with the same words", reordered.filter((row) => acceptsAny(row.levels)), "There are none."),
		twins.length ? [h("h3", {}, "One title twice in a family"), list("twins", "Titles that a family has twice", twins.filter((row) => acceptsAny(row.levels)), "There are none.")] : "",
		conventions.length ? [h("h3", {}, "How titles are put together"), forms(conventions)] : "",
		slips.length ? [h("h3", {}, "Slips of the keyboard"), notes("slips", "Slips of the keyboard", slips)] : "",
	];
}

const list = (id, caption, rows, empty) => table({
	id, caption, rows, empty, what: "titles", most: 12,
	columns: [
		{ head: "Title", main: true, cell: (r) => h("span", { dir: "auto" }, r.title), by: (r) => r.title },
		{ head: "Grades", number: true, cell: (r) => r.grades.map(grade).join(", ") },
		{ head: "Levels", number: true, cell: (r) => number(r.levels.length), by: (r) => r.levels.length },
		{ head: "Where", cell: (r) => where(r.levels) },
	],
});

const where = (list) => h("ul", { class: "plain" }, list.slice(0, 5).map((level) => h("li", {},
	levelWithFamily(level), ", ", levels.grade[level].length ? `grade ${grade(levels.grade[level])}` : "no grade", " ", place([levels.path[level], levels.line[level]]))),
	list.length > 5 ? h("li", {}, levelList(list.slice(5), 0)) : "");

const forms = (conventions) => table({
	id: "conventions", caption: "How titles are put together", what: "forms", most: 30, empty: "No title among what you look at.",
	rows: conventions.flatMap((c) => c.forms.map((form) => ({ ...form, levels: form.levels.filter(accepts) }))).filter((form) => form.levels.length > 0),
	columns: [
		{ head: "Form", main: true, cell: (f) => f.pattern },
		{ head: "Levels", number: true, cell: (f) => number(f.levels.length), by: (f) => f.levels.length },
		{ head: "Such as", cell: (f) => levelList(f.levels, 4) },
	],
});

// asked reports whether a finding is among what people look at: by its level, or by its words if it has none.
function asked(row) {
	if (row.level >= 0 || !isActive()) return acceptsAny([row.level]);
	return !isFiltered() && mentions(`${row.message}\n${data.paths[row.at[0]]}`);
}

// notes are findings with their places.
export const notes = (id, caption, rows) => table({
	id, caption, what: "findings", most: 10, empty: isActive() ? "None among what you look at." : "None.",
	rows: rows.filter(asked),
	columns: [
		{ head: "Level", main: true, cell: (r) => levelWithFamily(r.level), by: (r) => levels.title[r.level] ?? "" },
		{ head: "What is wrong", class: "said", cell: (r) => h("span", { dir: "auto" }, r.message) },
		{ head: "Place", cell: (r) => place(r.at) },
	],
});
