import { data, levels, departmentName, findings } from "../data.js";
import { h } from "../dom.js";
import { accepts, isActive, mentions, state } from "../filters.js";
import { table } from "../table.js";
import { levelLink, number, place, plural } from "../words.js";
import { findingsChart } from "../charts.js";

const severities = ["error", "warning", "info"];

export async function render() {
	const all = await findings();
	const rows = isActive() ? all.filter(asked) : all;
	return [
		h("p", { class: "count" }, severities.map((s) => plural(rows.filter((f) => f.severity === s).length, s)).join(", "), data.allowed.length ? `; ${number(data.allowed.length)} allowed by their pages` : ""),
		findingsChart(rows),
		h("h3", {}, "By rule"), byRule(rows),
		h("h3", {}, "Each"), each(rows),
		data.allowed.length ? [h("h3", {}, "Allowed by their pages"), allowed()] : "",
	];
}

// asked reports whether a finding is among what people look at: by its level, or by its words if it has none.
function asked(f) {
	if (state.rule !== "" && Number(state.rule) !== f.rule) return false;
	if (state.department !== "" && Number(state.department) !== f.department) return false;
	if (f.level >= 0 && accepts(f.level)) return true;
	if (state.track !== "" || state.grade !== "") return false;
	return mentions(`${f.message}\n${data.paths[f.at[0]]}\n${levels.title[f.level] ?? ""}`);
}

function byRule(rows) {
	const counts = new Map();
	for (const f of rows) counts.set(f.rule, (counts.get(f.rule) ?? 0) + 1);
	return table({
		id: "rules", caption: "Findings by rule", what: "rules", most: 40, empty: "No rule finds anything.", rows: [...counts.keys()].sort((a, b) => a - b),
		columns: [
			{ head: "Rule", main: true, cell: (r) => h("code", {}, data.rules[r].id), by: (r) => data.rules[r].id },
			{ head: "Severity", cell: (r) => mark(data.rules[r].severity), by: (r) => severities.indexOf(data.rules[r].severity) },
			{ head: "Findings", number: true, cell: (r) => number(counts.get(r)), by: (r) => counts.get(r) },
			{ head: "What it finds", cell: (r) => [data.rules[r].summary, data.rules[r].wording ? h("span", { class: "of" }, "wording") : ""] },
			{ head: "Most in", cell: (r) => most(r) },
		],
	});
}

const most = (r) => data.rules[r].by.map((n, i) => [n, i]).filter(([n]) => n > 0).sort((a, b) => b[0] - a[0]).slice(0, 3).map(([n, i]) => `${departmentName(i)} ${number(n)}`).join(", ");

const mark = (severity) => h("span", { class: `mark ${severity}` }, severity);

const each = (rows) => table({
	id: "findings", caption: "Findings", rows, what: "findings", most: 25, empty: "No finding is like that.",
	columns: [
		{ head: "Severity", cell: (f) => mark(f.severity), by: (f) => severities.indexOf(f.severity) },
		{ head: "Level", cell: (f) => levelLink(f.level), by: (f) => levels.title[f.level] ?? "" },
		{ head: "What is wrong, and what to do", main: true, class: "said", cell: (f) => [h("span", { dir: "auto" }, f.message), h("span", { class: "remedy", dir: "auto" }, f.remedy)] },
		{ head: "Rule", cell: (f) => h("code", {}, data.rules[f.rule]?.id ?? ""), by: (f) => data.rules[f.rule]?.id ?? "" },
		{ head: "Place", cell: (f) => place(f.at), by: (f) => data.paths[f.at[0]] },
	],
});

const allowed = () => table({
	id: "allowed", caption: "Findings that pages allow", rows: data.allowed, what: "findings", most: 10,
	columns: [
		{ head: "Rule", main: true, cell: (f) => h("code", {}, f.rule), by: (f) => f.rule },
		{ head: "Level", cell: (f) => levelLink(f.level) },
		{ head: "Reason", cell: (f) => h("span", { dir: "auto" }, f.reason) },
		{ head: "Place", cell: (f) => place(f.at) },
	],
});
