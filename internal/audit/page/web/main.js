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

let at = ""; // where on the page people went to last

// address is what people look at, and where, so that they can send it to each other.
function address() {
	const state = filters.hash();
	const hash = state && at ? `${state}&at=${at}` : state || at;
	return hash ? `#${hash}` : location.pathname + location.search;
}

async function asked() {
	at = "";
	await draw();
	history.replaceState(null, "", address());
}

// arrive does what the address says: a level, what to look at, or a place on the page (where the browser goes by itself).
async function arrive() {
	const parameters = new URLSearchParams(location.hash.slice(1));
	const code = parameters.get("level");
	if (code !== null && await level.open(code)) return;
	level.close();
	if (code !== null) document.getElementById("hits").textContent = "The link leads to a level that this catalog does not have.";
	const place = location.hash.slice(1);
	if (/^[a-z]+$/.test(place) && document.getElementById(place)) {
		at = place;
		history.replaceState(null, "", address());
	} else if (filters.fromHash(parameters)) {
		await draw();
		goTo(parameters.get("at"));
	}
}

// goTo shows a place that may not have been there when the browser looked for it.
function goTo(place) {
	at = place && document.getElementById(place) ? place : "";
	if (at) document.getElementById(at).scrollIntoView();
}

filters.fill(asked);
level.onClosed(() => {
	if (new URLSearchParams(location.hash.slice(1)).has("level")) history.pushState(null, "", address());
});
addEventListener("hashchange", arrive);
const asking = new URLSearchParams(location.hash.slice(1));
const known = filters.fromHash(asking);
await draw();
if (asking.has("level")) arrive();
else goTo(known ? asking.get("at") : location.hash.slice(1));

// The list of sections says which of them is on the screen.
const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
const reading = new IntersectionObserver((seen) => seen.forEach(({ target, isIntersecting }) => {
	if (isIntersecting) links.get(target.id).setAttribute("aria-current", "true");
	else links.get(target.id).removeAttribute("aria-current");
}), { rootMargin: "-15% 0px -85% 0px" });
document.querySelectorAll("main > section").forEach((section) => reading.observe(section));
