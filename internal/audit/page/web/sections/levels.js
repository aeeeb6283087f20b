import { levels, tracks, departmentOf, departmentName, familyTitle, count } from "../data.js";
import { acceptedLevels } from "../filters.js";
import { table } from "../table.js";
import { grade, levelAt, levelLink, levelList, number, place, rung } from "../words.js";
import { h } from "../dom.js";

export function render() {
	const rows = acceptedLevels();
	return [
		h("p", { class: "count" }, rows.length === count ? `${number(count)} levels` : `${number(rows.length)} of ${number(count)} levels`),
		table({
			id: "levels", caption: "Levels", rows, what: "levels", most: 25, empty: "No level is like that.",
			columns: [
				{ head: "Title", main: true, cell: (l) => levelLink(l), by: (l) => levels.title[l] },
				{ head: "Family", cell: (l) => h("span", { dir: "auto" }, familyTitle(l)), by: familyTitle },
				{ head: "Department", cell: (l) => departmentName(departmentOf(l)), by: (l) => departmentName(departmentOf(l)) },
				{ head: "Track", cell: (l) => tracks[levels.track[l]], by: (l) => levels.track[l] },
				{ head: "Rung", cell: (l) => rung(levels.rung[l]), by: (l) => rung(levels.rung[l]) },
				{ head: "Grade", number: true, cell: (l) => grade(levels.grade[l]), by: (l) => levels.grade[l][0] ?? -1 },
				{ head: "Reports to", cell: (l) => levelList(levels.reports[l], 2) },
				{ head: "Place", cell: (l) => place(levelAt(l)) },
			],
		}),
	];
}
