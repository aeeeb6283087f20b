import { data, levels } from "../data.js";
import { h } from "../dom.js";
import { accepts } from "../filters.js";
import { table } from "../table.js";
import { levelList, levelWithFamily, number, plural } from "../words.js";
import { circles } from "./reporting.js";

export function render() {
	const i = data.inheritance;
	return [
		i.unresolved ? h("p", { class: "count" }, `${plural(i.unresolved, "statement")} of the catalog cannot be followed to one level; the findings dangling-extends and ambiguous-extends name them.`) : "",
		table({
			id: "inheritance", caption: "Levels that others take over from", what: "levels", rows: i.levels.filter((row) => accepts(row.level)), empty: "No level takes over anything from another one.",
			columns: [
				{ head: "Level", main: true, cell: (r) => levelWithFamily(r.level), by: (r) => levels.title[r.level] },
				{ head: "A change reaches", number: true, cell: (r) => plural(r.reach, "level"), by: (r) => r.reach },
				{ head: "Take over from it", cell: (r) => levelList(r.heirs, 3), by: (r) => r.heirs.length },
				{ head: "It takes over from", cell: (r) => levelList(r.from, 3), by: (r) => r.from.length },
				{ head: "Depth", number: true, cell: (r) => number(r.depth), by: (r) => r.depth },
			],
		}),
		i.circles.length ? [h("h3", {}, "Circles"), circles(i.circles)] : "",
	];
}
