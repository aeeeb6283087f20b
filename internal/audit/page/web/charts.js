import { axisX, axisY, barX, barY, gridY, line, plot, ruleY, text } from "./vendor/plot.js";
import { data, levels, tracks, departmentCalled, departmentName } from "./data.js";
import { h, visible } from "./dom.js";
import { number, plural } from "./words.js";

// figure is a chart with its words: what it shows for whoever does not see it, and the colours' names.
function figure(label, colours, options) {
	const svg = plot({ style: { background: "none", fontFamily: "inherit", fontSize: "12px" }, ...options });
	svg.setAttribute("role", "img");
	svg.setAttribute("aria-label", label);
	for (const child of svg.querySelectorAll("[aria-label], [aria-hidden]")) child.removeAttribute("aria-label");
	return h("figure", {}, h("figcaption", {}, colours.map(([name, colour]) => [h("span", { class: `swatch ${colour}` }), ` ${name} `])), h("div", { class: "chart" }, svg));
}

// gradeChart is how many levels each grade has, by track.
export function gradeChart(list) {
	const counts = [new Map(), new Map()];
	for (const level of list) {
		const g = levels.grade[level][0];
		if (g !== undefined) counts[levels.track[level]].set(g, (counts[levels.track[level]].get(g) ?? 0) + 1);
	}
	const bars = [0, 1].flatMap((track) => [...counts[track]].map(([g, n]) => ({ grade: g, n, track: tracks[track] })));
	if (bars.length === 0) return h("p", { class: "empty" }, "No level has a grade.");
	const sums = [...Map.groupBy(bars, (bar) => bar.grade)].map(([g, group]) => ({ grade: g, n: group.reduce((n, bar) => n + bar.n, 0) })).sort((a, b) => a.grade - b.grade);
	return figure(`Levels by grade: ${sums.map((sum) => `${sum.n} at ${sum.grade}`).join(", ")}`, [["Individual", "track-0"], ["Management", "track-1"]], {
		height: 216, width: Math.min(720, 90 + sums.length * 46), marginTop: 20, marginBottom: 40,
		x: { domain: sums.map((sum) => sum.grade) }, y: { label: null, axis: null },
		color: { domain: tracks, range: ["var(--track-0)", "var(--track-1)"] },
		marks: [barY(bars, { x: "grade", y: "n", fill: "track", order: tracks, title: (bar) => `grade ${bar.grade}, ${bar.track.toLowerCase()}: ${plural(bar.n, "level")}` }), text(sums, { x: "grade", y: "n", text: (sum) => number(sum.n), dy: -7, fill: "currentColor" }), ruleY([0]), axisX({ label: "grade", labelAnchor: "center", labelArrow: "none", tickSize: 0 })],
	});
}

// findingsChart is how many findings each department has, by severity.
export function findingsChart(rows) {
	const counts = new Map();
	for (const f of rows) {
		const key = `${f.department} ${f.severity}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const bars = [...counts].map(([key, n]) => {
		const [department, severity] = key.split(" ");
		return { department: visible(departmentCalled(departmentName(Number(department)))), severity, n };
	});
	if (bars.length === 0) return "";
	const sums = [...Map.groupBy(bars, (bar) => bar.department)].map(([department, group]) => ({ department, n: group.reduce((n, bar) => n + bar.n, 0) })).sort((a, b) => b.n - a.n || (a.department < b.department ? -1 : 1));
	const shown = sums.slice(0, 20), names = new Set(shown.map((sum) => sum.department));
	const severities = ["error", "warning", "info"];
	return figure(`Findings by department: ${shown.map((sum) => `${sum.department} ${sum.n}`).join(", ")}`, severities.map((s) => [s, `${s}-area`]), {
		width: 720, height: 30 + shown.length * 20, marginLeft: 190, marginRight: 50, marginTop: 4, marginBottom: 10,
		x: { axis: null }, y: { domain: shown.map((sum) => sum.department), label: null },
		color: { domain: severities, range: severities.map((s) => `var(--${s}-area)`) },
		marks: [
			barX(bars.filter((bar) => names.has(bar.department)), { y: "department", x: "n", fill: "severity", order: severities, insetTop: 1, insetBottom: 1, title: (bar) => `${bar.department}: ${plural(bar.n, bar.severity)}` }),
			text(shown, { y: "department", x: "n", text: (sum) => number(sum.n), textAnchor: "start", dx: 4, fill: "currentColor" }),
			axisY({ label: null, tickSize: 0, textOverflow: "ellipsis", lineWidth: 15 }),
		],
	});
}

// timeChart is a figure at each point of time, in lines of one colour each.
export function timeChart(points, lines) {
	const rows = points.flatMap((point, i) => lines.map(([name, key]) => ({ i, name, n: point[key] })));
	const every = Math.ceil(points.length / 9), last = points.length - 1;
	return figure(lines.map(([name, key]) => `${name}: ${points[0][key]} at ${points[0].label}, ${points.at(-1)[key]} at ${points.at(-1).label}`).join("; "), lines.map(([name, , colour]) => [name, colour]), {
		width: 720, height: 200, marginLeft: 46, marginRight: 30, marginTop: 12,
		x: { type: "point", domain: points.map((_, i) => i) }, y: { domain: [0, Math.max(1, ...rows.map((row) => row.n))], nice: true, label: null },
		color: { domain: lines.map(([name]) => name), range: lines.map(([, , colour]) => `var(--${colour})`) },
		marks: [
			gridY({ ticks: 4 }), axisY({ ticks: 4, label: null, tickSize: 0 }),
			axisX({ label: null, tickSize: 3, tickFormat: (i) => ((last - i) % every === 0 ? points[i].label : "") }),
			line(rows, { x: "i", y: "n", stroke: "name", strokeWidth: 2 }), ruleY([0]),
		],
	});
}
