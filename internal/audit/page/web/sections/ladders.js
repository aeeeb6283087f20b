import { data, families, tracks, words, departmentName } from "../data.js";
import { h } from "../dom.js";
import { acceptsText, isActive, acceptedLevels, state } from "../filters.js";
import { levels } from "../data.js";
import { table } from "../table.js";
import { familyPlace, number, rung } from "../words.js";

export function render() {
	const asked = isActive() ? new Set(acceptedLevels().map((level) => `${levels.family[level]} ${levels.track[level]}`)) : null;
	const rows = data.ladders.filter((row) => !asked || asked.has(`${row.family} ${row.track}`));
	rows.sort((a, b) => b.missing.length - a.missing.length);
	const off = data.off.filter((family) => !isActive() || acceptsText(families.title[family], families.department[family]));
	return [
		table({
			id: "ladders", caption: "Rungs that families use", rows, what: "families", empty: "No family is like that.",
			columns: [
				{ head: "Family", main: true, cell: (r) => h("span", { dir: "auto" }, families.title[r.family]), by: (r) => families.title[r.family] },
				{ head: "Department", cell: (r) => departmentName(families.department[r.family]), by: (r) => departmentName(families.department[r.family]) },
				{ head: "Track", cell: (r) => tracks[r.track], by: (r) => r.track },
				{ head: "Ladder", cell: (r) => words(r.ladder), by: (r) => words(r.ladder) },
				{ head: "Missing in between", cell: (r) => r.missing.map(rung).join(", "), by: (r) => r.missing.length, class: "missing" },
				{ head: "Used", cell: (r) => r.used.map(rung).join(", ") },
				{ head: "Levels", number: true, cell: (r) => number(r.levels), by: (r) => r.levels },
				{ head: "No sure rung", number: true, cell: (r) => (r.unsure ? number(r.unsure) : ""), by: (r) => r.unsure },
			],
		}),
		h("h3", {}, "Families off any ladder"),
		table({
			id: "off", caption: "Families off any ladder", rows: off, what: "families", most: 15, empty: "None.",
			columns: [
				{ head: "Family", main: true, cell: (f) => h("span", { dir: "auto" }, families.title[f]), by: (f) => families.title[f] },
				{ head: "Department", cell: (f) => departmentName(families.department[f]), by: (f) => departmentName(families.department[f]) },
				{ head: "Place", cell: familyPlace },
			],
		}),
	];
}
