import { data, departmentCalled, departmentName } from "../data.js";
import { h } from "../dom.js";
import { isNarrow, state } from "../filters.js";
import { number } from "../words.js";

export function render() {
	const c = data.completeness;
	const kinds = [...new Map(c.sections.map((row) => [row.kind, row])).values()].filter((kind) => kind.required !== "nowhere" || c.sections.some((row) => row.kind === kind.kind && row.have > 0));
	const columns = [
		["Grade", (d) => of(c.grade_stated, d), true], ["Reports to", (d) => of(c.reports_to, d), true],
		...kinds.map((kind) => [kind.name, (d) => c.sections.find((row) => row.kind === kind.kind && row.department === d), kind.required !== "nowhere"]),
		["Required items", (d) => of(c.items, d), true],
	].filter(([, cell]) => data.departments.some((d) => cell(d.name)));
	const rows = data.departments.map((d, i) => ({ ...d, i })).filter((d) => state.department === "" || Number(state.department) === d.i);
	const sum = (cell) => rows.map((d) => cell(d.name)).filter(Boolean).reduce((a, b) => ({ levels: a.levels + b.levels, have: a.have + b.have }), { levels: 0, have: 0 });
	return [
		h("p", { class: "legend" }, "Per cent of the levels. What the policy asks for has a dot."),
		isNarrow() ? h("p", { class: "about" }, "Of whole departments, whatever else you look at.") : "",
		scroll("Completeness by department", h("table", { class: "share" },
			h("caption", { class: "hidden" }, "Per cent of the levels of each department that have something"),
			h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Department"), h("th", { scope: "col", class: "number" }, "Levels"), columns.map(([name, , required]) => h("th", { scope: "col", class: "number" }, name, required ? h("span", { class: "dot", title: "asked for by the policy" }, "\u00a0•") : "")))),
			h("tbody", {}, rows.map((d) => h("tr", {}, h("th", { scope: "row" }, departmentName(d.i)), h("td", { class: "number" }, number(d.levels)), columns.map(([, cell, asked]) => share(cell(d.name), asked))))),
			rows.length > 1 ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "All"), h("td", { class: "number" }, number(rows.reduce((n, d) => n + d.levels, 0))), columns.map(([, cell, asked]) => share(sum(cell), asked)))) : "")),
		h("h3", {}, "Performance indicators"), indicators(c.indicators),
	];
}

const of = (list, department) => list.find((row) => row.department === department);
const scroll = (label, child) => h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, child);

function share(row, asked) {
	if (!row || row.levels === 0) return h("td", { class: "number" });
	const part = Math.floor((row.have / row.levels) * 100);
	return h("td", { class: "number", "data-step": asked ? Math.floor(part / 20) : null, title: `${number(row.have)} of ${number(row.levels)}` }, part);
}

function indicators(list) {
	const rows = list.filter((row) => state.department === "" || data.departments[state.department].name === row.department);
	const columns = [["None", "none"], ["Too few", "few"], ["As asked for", "right"], ["Too many", "many"]];
	return scroll("Performance indicators by department", h("table", {},
		h("caption", { class: "hidden" }, "How many levels have how many performance indicators"),
		h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Department"), h("th", { scope: "col", class: "number" }, "Levels"), columns.map(([name]) => h("th", { scope: "col", class: "number" }, name)))),
		h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, departmentCalled(row.department)), h("td", { class: "number" }, number(row.levels)), columns.map(([, key]) => h("td", { class: "number" }, row[key] ? number(row[key]) : "")))))));
}
