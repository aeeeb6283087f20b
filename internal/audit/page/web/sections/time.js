import { data } from "../data.js";
import { h } from "../dom.js";
import { isFiltered, mentions } from "../filters.js";
import { timeChart } from "../charts.js";
import { table } from "../table.js";
import { number, plural } from "../words.js";

const day = (time) => time.slice(0, 10);

// Time is that of the whole catalog: what is gone has no department any more. Only the search asks for some of the grades.
export function render() {
	const { points, spans, grades, commits, began } = data.history;
	if (points.length === 0) return h("p", { class: "empty" }, "There is no history.");
	const changed = grades.filter((g) => mentions(`${g.level}\n${g.family}\n${g.path}\n${g.commit.subject}`));
	return [
		isFiltered() ? h("p", { class: "about" }, "Of the whole catalog; only the search asks for some of the changes.") : "",
		h("p", { class: "count" }, `${plural(commits, "commit")} changed the catalog from ${day(data.history.start)} to ${day(data.history.end)}`, began ? `; it began with “${began.subject}”` : ""),
		h("h3", {}, "Levels, and those with a grade"), timeChart(points, [["Levels", "levels", "track-1"], ["With a grade", "graded", "track-0"]]),
		h("h3", {}, "Findings"), timeChart(points, [["Errors", "errors", "error-area"], ["Warnings", "warnings", "warning-area"], ["Infos", "infos", "info-area"]]),
		h("h3", {}, "Month by month"), months(points, spans),
		h("h3", {}, "Grades that were changed"), changes(changed),
		h("h3", {}, "Levels that came and went"), moves(spans),
	];
}

const signed = (n) => (n > 0 ? `+${number(n)}` : n < 0 ? `−${number(-n)}` : "");

const months = (points, spans) => table({
	id: "months", caption: "The catalog month by month", what: "months", most: 24,
	rows: points.map((point, i) => ({ ...point, before: points[i - 1], span: spans[i - 1], i })).reverse(),
	columns: [
		{ head: "Until", main: true, cell: (p) => p.label, by: (p) => p.i },
		...[["Families", "families"], ["Levels", "levels"], ["With a grade", "graded"], ["Errors", "errors"], ["Warnings", "warnings"]].map(([head, key]) => ({
			head, number: true, cell: (p) => [number(p[key]), h("span", { class: "change" }, p.before ? signed(p[key] - p.before[key]) : "")], by: (p) => p[key],
		})),
		{ head: "Levels came", number: true, cell: (p) => (p.span?.levels_came.length ? number(p.span.levels_came.length) : "") },
		{ head: "Levels went", number: true, cell: (p) => (p.span?.levels_went.length ? number(p.span.levels_went.length) : "") },
		{ head: "Grades changed", number: true, cell: (p) => (p.span?.grades_changed ? number(p.span.grades_changed) : "") },
	],
});

// by is the merge request of a commit, as a link where the repository is on GitLab; else the beginning of its id.
function by({ id, subject, merge_request: merge }) {
	if (!merge) return [h("code", {}, id.slice(0, 8)), " ", subject];
	const project = /^(https?:\/\/.+)\/-\/blob\//.exec(data.link)?.[1];
	const name = `${merge.project}!${merge.number}`;
	if (!project || merge.project && !project.endsWith(`/${merge.project}`)) return [name, " ", subject];
	return [h("a", { href: `${project}/-/merge_requests/${merge.number}`, target: "_blank", rel: "noopener noreferrer" }, name), " ", subject];
}

const changes = (rows) => table({
	id: "changes", caption: "Grades that were changed", rows, what: "changes", most: 25, empty: "No grade was changed.",
	columns: [
		{ head: "Day", main: true, cell: (g) => day(g.commit.time), by: (g) => g.commit.time },
		{ head: "Level", cell: (g) => [h("span", { dir: "auto" }, g.level), h("span", { class: "of", dir: "auto" }, g.was ? `was “${g.was}”` : g.family)], by: (g) => g.level },
		{ head: "From", number: true, cell: (g) => g.from || "none" },
		{ head: "To", number: true, cell: (g) => g.to || "none" },
		{ head: "By", cell: (g) => h("span", { dir: "auto" }, by(g.commit)) },
		{ head: "Place", cell: (g) => h("span", { class: "place" }, `${g.path}:${g.line}`) },
	],
});

const moves = (spans) => {
	const rows = spans.flatMap((span) => [["came", span.levels_came], ["went", span.levels_went]].flatMap(([what, list]) => list.map((level) => ({ ...level, what, month: span.month })))).reverse()
		.filter((row) => mentions(`${row.level}\n${row.family}\n${row.path}`));
	return table({
		id: "moves", caption: "Levels that came and went", rows, what: "levels", most: 25, empty: "None came or went.",
		columns: [
			{ head: "Month", cell: (r) => r.month, by: (r) => r.month },
			{ head: "What", cell: (r) => r.what, by: (r) => r.what },
			{ head: "Level", main: true, cell: (r) => [h("span", { dir: "auto" }, r.level), h("span", { class: "of", dir: "auto" }, r.family)], by: (r) => r.level },
			{ head: "Grade", number: true, cell: (r) => r.grade || "none" },
			{ head: "Place", cell: (r) => h("span", { class: "place", dir: "ltr" }, r.line > 0 ? `${r.path}:${r.line}` : r.path) },
		],
	});
};
