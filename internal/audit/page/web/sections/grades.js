import { data, words, tracks, familyTitle, departmentOf, departmentName } from "../data.js";
import { h, few, legend } from "../dom.js";
import { accepts, acceptedLevels, isActive, state } from "../filters.js";
import { levelTable } from "../table.js";
import { grade, grades, levelLink, number, place, rung } from "../words.js";
import { gradeChart } from "../charts.js";

const certainties = [["certain", "cannot be right as it is"], ["strong", "title and ladder leave no doubt"], ["likely", "few other levels agree, or the sentence names another role"], ["possible", "others of the page are as much off: it may have a scale of its own"]];

export function render() {
	return [outliers(), h("h3", {}, "Levels by grade"), gradeChart(acceptedLevels()), h("h3", {}, "What each rung is graded at"), rungs(), h("h3", { id: "ungraded" }, "Levels without a grade"), levelTable("without", "Levels without a grade", data.grades.ungraded.filter(accepts))];
}

function outliers() {
	const rows = data.grades.outliers.filter((o) => accepts(o.level));
	if (rows.length === 0) return h("p", { class: "empty" }, isActive() ? "Among what you look at, every grade is as elsewhere." : "Every grade is as elsewhere.");
	return h("div", {}, few(h("ol", { class: "outliers" }), 12, rows.map((row) => () => outlier(row)), "grades that are not as elsewhere"));
}

function outlier(o) {
	const [name, why] = certainties[o.certainty];
	return h("li", {},
		h("p", { class: "what" },
			h("span", { class: `mark ${name}`, title: why }, name), " ",
			levelLink(o.level), " ",
			h("span", { class: "of", dir: "auto" }, [departmentName(departmentOf(o.level)), familyTitle(o.level)].filter(Boolean).join(" / "))),
		h("p", { class: "grades" }, "grade ", h("b", {}, grade(o.grade)), o.expected.length && !o.expected.includes(o.grade[0]) ? [", expected ", h("b", {}, grades(o.expected))] : ""),
		h("p", { class: "why" }, h("span", { dir: "auto" }, o.words), " ", place(o.at)),
		o.evidence.length ? h("ul", { class: "evidence" }, o.evidence.map((e) => h("li", { dir: "auto" }, e.words, " ", place(e.at)))) : "");
}

// rungs is a table of rungs against grades. It counts the whole catalog, whatever is filtered, but for the track: how a rung
// is graded elsewhere is what the grades of a department are held against.
function rungs() {
	const rows = data.grades.rungs.filter((row) => state.track === "" || row.track === Number(state.track));
	const columns = [...new Set(rows.flatMap((row) => [...row.counts.map((c) => c.grade[0]), ...row.expected]))].sort((a, b) => a - b);
	const one = new Set(rows.map((row) => row.ladder)).size === 1;
	const groups = Map.groupBy(rows, (row) => (one ? tracks[row.track] : `${tracks[row.track]}, ladder “${words(row.ladder)}”`));
	const cell = (row, g) => {
		const n = row.counts.filter((c) => c.grade[0] === g).reduce((sum, c) => sum + c.n, 0);
		const expected = row.expected.includes(g);
		const share = row.levels ? n / row.levels : 0;
		const off = n > 0 && row.sure && row.expected.length > 0 && !expected;
		return h("td", { class: ["number", expected && "expected", off && "off", n && "some"].filter(Boolean).join(" "), "data-share": n ? Math.ceil(share * 5) : null },
			n ? number(n) : "", expected ? h("span", { class: "hidden" }, " (as the ladder has it)") : "", off ? h("span", { class: "hidden" }, " (off the ladder)") : "");
	};
	return [
		isActive() ? h("p", { class: "about" }, state.track === "" ? "Of the whole catalog, whatever you look at." : "Of the whole track, whatever else you look at.") : "",
		legend(["expected", "", "the grade that the ladder has"], ["off", "2", "off the ladder"]),
		rows.some((row) => !row.sure && rung(row.rung)) ? h("p", { class: "about" }, "Not sure: titles in which the word may belong to the thing, as in “Senior Product Manager”.") : "",
		h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Rungs by grade" }, h("table", { class: "heat" },
			h("caption", { class: "hidden" }, "How many levels of each rung have which grade"),
			h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Rung"), h("th", { scope: "col", class: "number" }, "Levels"), columns.map((g) => h("th", { scope: "col", class: "number" }, g)), h("th", { scope: "col", class: "number" }, "None"))),
			[...groups].map(([name, group]) => h("tbody", {},
				h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: columns.length + 3 }, name)),
				group.map((row) => h("tr", {}, h("th", { scope: "row" }, rung(row.rung) || "no rung in the title", row.sure || row.rung === "" || !rung(row.rung) ? "" : h("span", { class: "of" }, "not sure")),
					h("td", { class: "number" }, number(row.levels)), columns.map((g) => cell(row, g)), h("td", { class: "number" }, row.ungraded ? number(row.ungraded) : ""))))))),
	];
}
