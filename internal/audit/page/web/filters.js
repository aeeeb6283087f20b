import { data, levels, count, departmentOf, departmentName, familyTitle, findings } from "./data.js";
import { h } from "./dom.js";
import { grade } from "./words.js";

const form = document.getElementById("filters");
const names = ["q", "department", "track", "grade", "rule"];

// state is what people asked for: texts as the form has them, "" for whatever.
export const state = Object.fromEntries(names.map((name) => [name, ""]));
export const isActive = () => names.some((name) => state[name] !== "");

// fold makes a text comparable: "Über" is found by "uber".
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

let searchable; // made when somebody searches
function textOf(level) {
	searchable ??= [];
	return (searchable[level] ??= fold([levels.title[level], familyTitle(level), departmentName(departmentOf(level)), data.paths[levels.path[level]], levels.code[level]].join("\n")));
}

let byRule = null; // levels with findings of each rule
let accepted = null; // one flag for each level, for the present state
let terms = [];

const inGrade = (g, wanted) => (wanted === "none" ? g.length === 0 : g.length > 0 && g[0] <= wanted && wanted <= g[g.length - 1]);

async function apply() {
	terms = fold(state.q).split(/\s+/).filter(Boolean);
	if (state.rule !== "" && !byRule) {
		byRule = new Map();
		for (const f of await findings()) {
			if (!byRule.has(f.rule)) byRule.set(f.rule, new Set());
			byRule.get(f.rule).add(f.level);
		}
	}
	const department = state.department === "" ? null : Number(state.department);
	const track = state.track === "" ? null : Number(state.track);
	const wanted = state.grade === "" || state.grade === "none" ? state.grade : Number(state.grade);
	const withRule = state.rule === "" ? null : byRule.get(Number(state.rule)) ?? new Set();
	accepted = new Uint8Array(levels.code.length);
	for (let level = 0; level < count; level++) {
		accepted[level] = (department === null || departmentOf(level) === department)
			&& (track === null || levels.track[level] === track)
			&& (wanted === "" || inGrade(levels.grade[level], wanted))
			&& (withRule === null || withRule.has(level))
			&& terms.every((term) => textOf(level).includes(term)) ? 1 : 0;
	}
}

// accepts reports whether a level is asked for.
export const accepts = (level) => level >= 0 && (accepted === null ? level < count : accepted[level] === 1);
// acceptsAny reports whether one of several levels is.
export const acceptsAny = (list) => !isActive() || list.some(accepts);
// acceptsText is for what concerns no level: only department and search can ask for it.
export function acceptsText(text, department) {
	if (state.track !== "" || state.grade !== "" || state.rule !== "") return false;
	if (state.department !== "" && Number(state.department) !== department) return false;
	return terms.every((term) => fold(text).includes(term));
}
// isNarrow reports whether people ask for more than a department: for what is counted by department only.
export const isNarrow = () => names.some((name) => name !== "department" && state[name] !== "");
// isFiltered reports whether people ask by more than words, as they can only of levels.
export const isFiltered = () => names.some((name) => name !== "q" && state[name] !== "");
// mentions reports whether a text has all words that are searched for.
export const mentions = (text) => terms.every((term) => fold(text).includes(term));

export function acceptedLevels() {
	const out = [];
	for (let level = 0; level < count; level++) if (accepts(level)) out.push(level);
	return out;
}

// hash is the state as the end of an address, so that people can send each other what they look at.
export const hash = () => names.filter((name) => state[name] !== "").map((name) => `${name}=${encodeURIComponent(name === "department" ? departmentName(state[name]) : name === "rule" ? data.rules[state[name]].id : state[name])}`).join("&");

// fromHash takes the state from an address, and reports whether it was there.
export function fromHash(parameters) {
	if (!names.some((name) => parameters.has(name))) return false;
	for (const name of names) {
		let value = parameters.get(name) ?? "";
		if (name === "department" && value !== "") value = String(data.departments.findIndex((_, i) => departmentName(i) === value));
		if (name === "rule" && value !== "") value = String(data.rules.findIndex((rule) => rule.id === value));
		form.elements[name].value = value;
		if (form.elements[name].value !== value) form.elements[name].value = "";
	}
	return true;
}

// take takes the state from the form.
export async function take() {
	for (const name of names) state[name] = form.elements[name].value.trim();
	document.getElementById("clear").hidden = !isActive();
	if (isActive()) await apply();
	else { accepted = null; terms = []; }
}

// fill fills the form with what the catalog has, and calls changed whenever people ask for something else.
export function fill(changed) {
	const add = (name, options) => form.elements[name].append(...options.map(([value, text]) => h("option", { value }, text)));
	add("department", data.departments.map((d, i) => [i, d.title && d.title.toLowerCase() !== d.name.toLowerCase() ? `${departmentName(i)} (${d.title})` : departmentName(i)]));
	const used = new Set(levels.grade.slice(0, count).filter((g) => g.length).map((g) => g[0]));
	add("grade", [...used].sort((a, b) => a - b).map((g) => [g, grade([g])]));
	if (levels.grade.slice(0, count).some((g) => !g.length)) add("grade", [["none", "without a grade"]]);
	add("rule", data.rules.map((rule, i) => [i, `${rule.id} (${rule.findings})`]));
	let waiting;
	const soon = (wait) => { clearTimeout(waiting); waiting = setTimeout(changed, wait); };
	form.addEventListener("input", (event) => soon(event.target.id === "q" ? 120 : 0));
	form.addEventListener("reset", () => { soon(0); document.getElementById("q").focus(); });
	form.addEventListener("submit", (event) => event.preventDefault());
	if (matchMedia("(max-width: 60rem)").matches) document.getElementById("more").open = false;
}
