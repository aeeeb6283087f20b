import { departmentName, departmentOf, levels } from "./data.js";
import { h, few } from "./dom.js";
import { grade, levelAt, levelWithFamily, place } from "./words.js";

const orders = new Map(); // by table: what people sorted it by last

// table is rows in columns: {head, cell(row), by(row) for sorting, number, wide}. The rows come in the order that matters.
export function table({ id, caption, columns, rows, most = 25, what = "rows", empty = "Nothing." }) {
	if (rows.length === 0) return h("p", { class: "empty" }, empty);
	const out = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption });
	const draw = (focus) => {
		const order = orders.get(id);
		let sorted = rows;
		if (order) {
			const by = columns[order.column].by;
			sorted = [...rows].sort((a, b) => order.sign * compare(by(a), by(b)));
		}
		const head = columns.map((column, i) => {
			if (!column.by) return h("th", { scope: "col", class: column.number ? "number" : null }, column.head);
			const is = order?.column === i;
			return h("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": is ? (order.sign > 0 ? "ascending" : "descending") : null },
				h("button", { type: "button", class: "sort", "data-column": i, onclick: () => {
					orders.set(id, { column: i, sign: is ? -order.sign : column.number ? -1 : 1 });
					draw(i);
				} }, column.head));
		});
		const makers = sorted.map((row) => () => h("tr", {}, columns.map((column) => h(column.main ? "th" : "td", {
			scope: column.main ? "row" : null, class: [column.number && "number", column.class].filter(Boolean).join(" ") || null,
		}, column.cell(row)))));
		const body = h("tbody");
		const [, button] = few(body, most, makers, what);
		out.replaceChildren(h("table", {}, h("caption", { class: "hidden" }, caption), h("thead", {}, h("tr", {}, head)), body), button ?? "");
		if (focus !== undefined) out.querySelector(`[data-column="${focus}"]`).focus();
	};
	draw();
	return out;
}

// levelTable is levels with what tells them apart.
export const levelTable = (id, caption, rows) => table({
	id, caption, rows, what: "levels", most: 12, empty: "None.",
	columns: [
		{ head: "Level", main: true, cell: levelWithFamily, by: (l) => levels.title[l] },
		{ head: "Department", cell: (l) => departmentName(departmentOf(l)), by: (l) => departmentName(departmentOf(l)) },
		...(rows.some((l) => levels.grade[l].length) ? [{ head: "Grade", number: true, cell: (l) => grade(levels.grade[l]), by: (l) => levels.grade[l][0] ?? -1 }] : []),
		{ head: "Place", cell: (l) => place(levelAt(l)) },
	],
});

const texts = new Intl.Collator("en", { numeric: true });
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : texts.compare(a, b));
