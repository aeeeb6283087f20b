import { count, data, levels } from "./data.js";
import { h, later } from "./dom.js";
import * as filters from "./filters.js";
import * as level from "./level.js";
import { grade, levelLink, number, plural } from "./words.js";
import * as completeness from "./sections/completeness.js";
import * as findings from "./sections/findings.js";
import * as grades from "./sections/grades.js";
import * as inheritance from "./sections/inheritance.js";
import * as ladders from "./sections/ladders.js";
import * as list from "./sections/levels.js";
import * as matrix from "./sections/matrix.js";
import * as reporting from "./sections/reporting.js";
import * as time from "./sections/time.js";
import * as titles from "./sections/titles.js";

const sections = { grades, matrix, levels: list, titles, ladders, reporting, inheritance, completeness, findings, ...(data.history ? { time } : {}) };

let run = 0; // the newest drawing: an older one that is still at work stops

// draw draws every section, one at a time, so that the first can be read while the others are made.
async function draw() {
	const mine = ++run;
	await filters.take();
	found();
	for (const [id, section] of Object.entries(sections)) {
		const drawn = await section.render();
		if (mine !== run) return;
		document.querySelector(`#${id} > .body`).replaceChildren(...[drawn].flat(Infinity).filter((child) => child !== ""));
		await later();
		if (mine !== run) return;
	}
	document.documentElement.dataset.drawn = mine;
}

// found lists the first levels that are searched for, beside the search.
function found() {
	const hits = document.getElementById("hits"), out = document.getElementById("found");
	const all = filters.isActive() ? filters.acceptedLevels() : [];
	hits.textContent = filters.isActive() ? `${plural(all.length, "level")} of ${number(count)}` : "";
	out.hidden = filters.state.q === "" || all.length === 0;
	out.replaceChildren(...(out.hidden ? [] : all.slice(0, 8).map((l) => h("li", {}, levelLink(l), levels.grade[l].length ? h("span", { class: "of" }, `grade ${grade(levels.grade[l])}`) : ""))));
}

async function asked() {
	await draw();
	const state = filters.hash();
	history.replaceState(null, "", state ? `#${state}` : location.pathname + location.search);
}

// arrive does what the address says: a level, what to look at, or a section (which the browser does itself).
async function arrive() {
	const parameters = new URLSearchParams(location.hash.slice(1));
	const code = parameters.get("level");
	if (code !== null && await level.open(code)) return;
	level.close();
	if (filters.fromHash(parameters)) await draw();
}

filters.fill(asked);
level.onClosed(() => {
	if (!new URLSearchParams(location.hash.slice(1)).has("level")) return;
	const state = filters.hash();
	history.pushState(null, "", state ? `#${state}` : location.pathname + location.search);
});
addEventListener("hashchange", arrive);
filters.fromHash(new URLSearchParams(location.hash.slice(1)));
const section = sections[location.hash.slice(1)] ? document.querySelector(location.hash) : null;
await draw();
section?.scrollIntoView();
if (location.hash.startsWith("#level=")) arrive();
