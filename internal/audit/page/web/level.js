import { byCode, below, count, data, departmentName, departmentOf, familyTitle, findings, levels, tracks, viewOf, words } from "./data.js";
import { h } from "./dom.js";
import { grade, grades, levelAt, levelLink, levelList, place, plural, rung } from "./words.js";

const dialog = document.getElementById("level");

// open shows a level, with everything that holds for it.
export async function open(code) {
	const level = byCode.get(code);
	if (level === undefined) return false;
	const body = h("div", { class: "body" }, h("p", { class: "empty" }, "…"));
	const title = h("h2", { id: "level-title", tabindex: "-1", dir: "auto" }, levels.title[level]);
	dialog.replaceChildren(h("div", { class: "sheet" }, h("form", { method: "dialog" }, h("button", { class: "close", "aria-label": "Close" }, "×")), title, facts(level), body));
	if (!dialog.open) dialog.showModal();
	dialog.scrollTop = 0;
	title.focus();
	const [view, all] = await Promise.all([viewOf(level), findings()]);
	body.replaceChildren(...wrong(all.filter((f) => f.level === level)), ...view.filter((s) => s.items.length > 0).map((s) => section(s, level)));
	if (level >= count) body.append(h("p", { class: "empty" }, "This level stands outside of what was audited."));
	else if (body.childElementCount === 0) body.append(h("p", { class: "empty" }, "Nothing is listed for this level."));
	return true;
}

export function close() {
	if (dialog.open) dialog.close();
}

// onClosed calls back when a person has closed the level, however. The browser gives the focus back to what had it before.
export function onClosed(closed) {
	dialog.addEventListener("close", closed);
	dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

function facts(level) {
	const rows = [
		["Family", h("span", { dir: "auto" }, familyTitle(level))],
		["Department", departmentName(departmentOf(level))],
		["Grade", [grade(levels.grade[level]) || "none", levels.expected[level]?.length ? h("span", { class: "of" }, `the ladder “${words(levels.ladder[level])}” has ${grades(levels.expected[level])}`) : ""]],
		["Track, rung", [tracks[levels.track[level]], rung(levels.rung[level])].filter(Boolean).join(", ")],
		["Reports to", levels.reports[level].length ? levelList(levels.reports[level]) : outside(level)],
		["Reports here", below[level].length ? levelList(below[level]) : ""],
		["Extends", levels.extends[level].length ? levelList(levels.extends[level]) : ""],
		["Place", place(levelAt(level))],
		["Code", h("code", {}, levels.code[level])],
	];
	return h("dl", {}, rows.filter(([, value]) => value && value !== "").map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

// outside is the position that a level reports to where that is none of the catalog's.
function outside(level) {
	const job = data.reporting.outside.find((job) => job.levels.includes(level));
	return job ? [h("span", { dir: "auto" }, `“${job.words}”`), ", which is no level of the catalog"] : "no level of the catalog";
}

function wrong(list) {
	if (list.length === 0) return [];
	return [h("h3", {}, plural(list.length, "finding")), h("ul", { class: "wrong" }, list.map((f) => h("li", {},
		h("span", { class: `mark ${f.severity}` }, f.severity), " ", h("span", { dir: "auto" }, f.message), " ", place(f.at, `line ${f.at[1]}`), h("span", { class: "remedy", dir: "auto" }, f.remedy))))];
}

// section is one kind of items. Items that come from one place stand together, below its name.
function section(s, level) {
	const groups = [];
	for (const item of s.items) {
		const last = groups.at(-1);
		if (last && last.from === item.from && last.owner === item.owner && last.title === item.title) last.items.push(item);
		else groups.push({ ...item, items: [item] });
	}
	return h("section", { class: "kind" }, h("h3", { dir: "auto" }, s.name), groups.map((group) => [
		h("p", { class: `origin ${group.from}` }, origin(group, level)),
		h("ul", {}, group.items.map((item) => h("li", {}, h("span", { dir: "auto" }, item.text), " ", place(item.at, `line ${item.at[1]}`)))),
	]));
}

function origin(group, level) {
	if (group.from === "own") return "its own";
	const path = data.paths[group.at[0]];
	const owner = group.owner >= 0 ? levelLink(group.owner) : h("span", { dir: "auto" }, group.title);
	if (group.from === "family") return ["of the family ", owner];
	return ["from ", owner, group.via ? [", as ", place([levels.path[level], group.via], `line ${group.via}`), " says"] : ""];
}
