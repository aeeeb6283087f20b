import { data, levels, families, familyTitle } from "./data.js";
import { h } from "./dom.js";

export const number = (n) => n.toLocaleString("en");
export const plural = (n, word) => `${number(n)} ${word}${n === 1 ? "" : "s"}`;
export const grade = (g) => (g.length ? g.join("–") : "");
export const grades = (list) => list.join(" or ");

// rung is the name of a rung in words.
export const rung = (id) => {
	const name = data.words[id];
	if (!name) return "";
	if (name.length <= 3 && name !== "") return name.toUpperCase();
	return name.split("-").map((word) => word[0].toUpperCase() + word.slice(1)).join(" ");
};

// place is a line of a file, as a link where the repository is known. Only web addresses become links.
export function place([path, line], label) {
	if (path < 0) return "";
	const name = data.paths[path];
	const text = label ?? (line > 0 ? `${name}:${line}` : name);
	const to = data.link.replaceAll("{path}", name.split("/").map(encodeURIComponent).join("/")).replaceAll("{line}", line);
	if (!/^https?:\/\//.test(to)) return h("span", { class: "place", dir: "ltr" }, breakable(text));
	return h("a", { class: "place", dir: "ltr", href: to, target: "_blank", rel: "noopener noreferrer" }, breakable(text));
}

// breakable lets a path end a line behind each slash.
const breakable = (path) => path.split("/").flatMap((part, i, parts) => (i < parts.length - 1 ? [part + "/", h("wbr")] : [part]));

export const levelAt = (level) => [levels.path[level], levels.line[level]];

// levelLink opens a level.
export function levelLink(level, label) {
	if (level < 0) return "";
	return h("a", { class: "level", href: `#level=${levels.code[level]}`, dir: "auto" }, label ?? levels.title[level]);
}

// levelWithFamily is a level with the family that it stands in, where the title alone does not say which is meant.
export const levelWithFamily = (level) => level < 0 ? "–" : [levelLink(level), h("span", { class: "of", dir: "auto" }, familyTitle(level))];

// levelList is levels one after the other, only the first of many.
export function levelList(list, most = 6) {
	const out = list.slice(0, most).flatMap((level, i) => (i ? [", ", levelLink(level)] : [levelLink(level)]));
	if (list.length <= most) return h("span", {}, out);
	const rest = h("button", {
		type: "button", class: "inline", onclick: () => {
			const more = list.slice(most).flatMap((level) => [", ", levelLink(level)]);
			rest.replaceWith(...more);
			more[1].focus();
		},
	}, `and ${number(list.length - most)} more`);
	return h("span", {}, out, " ", rest);
}

export const familyPlace = (family) => place([families.path[family], families.line[family]]);
