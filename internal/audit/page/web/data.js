// The data of the page, as internal/audit/page/data.go describes it.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const data = read("data");
export const levels = data.levels, families = data.families;
export const count = data.asked;
const all = levels.code.length;

export const words = (i) => data.words[i];
export const departmentOf = (level) => (levels.family[level] < 0 ? -1 : families.department[levels.family[level]]);
export const departmentCalled = (folder) => folder || "(no department)";
export const departmentName = (i) => (i < 0 ? "" : departmentCalled(data.departments[i].name));
export const familyTitle = (level) => (levels.family[level] < 0 ? "" : families.title[levels.family[level]]);
export const byCode = new Map(levels.code.map((code, i) => [code, i]));
export const tracks = ["Individual", "Management"];

// below lists for each level those that report to it; heirs those that extend it.
const reversed = (lists) => {
	const out = Array.from({ length: all }, () => []);
	lists.forEach((list, from) => list.forEach((to) => to >= 0 && out[to].push(from)));
	return out;
};
export const below = reversed(levels.reports);

// The larger part of the data is packed, and unpacked when it is asked for. The script runs before the browser has read it.
const whole = new Promise((resolve) => {
	if (document.readyState !== "loading") resolve();
	else document.addEventListener("DOMContentLoaded", resolve, { once: true });
});
async function unpack(id) {
	if (!document.getElementById(id)) await whole;
	const bytes = Uint8Array.from(atob(read(id)), (c) => c.charCodeAt(0));
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Response(stream).json();
}
const unpacked = new Map();
const once = (id) => {
	if (!unpacked.has(id)) unpacked.set(id, unpack(id));
	return unpacked.get(id);
};

const perPart = 128; // levelsPerPart in views.go

// viewOf is the effective level: sections with their items.
export async function viewOf(level) {
	if (level >= count) return [];
	const part = await once(`views-${Math.floor(level / perPart)}`);
	return part.levels[level % perPart].sections.map((section) => ({
		name: part.texts[section.name],
		items: section.items.map(([n, from, via]) => {
			const [text, path, line, owner, title] = part.items[n];
			return {
				text: part.texts[text], at: [path, line], from: ["own", "family", "inherited"][from], via,
				owner, title: owner >= 0 ? levels.title[owner] : part.texts[title],
			};
		}),
	}));
}

// findings are all findings as rows.
export async function findings() {
	const columns = await once("findings-data");
	return columns.rule.map((rule, i) => ({
		rule, severity: words(columns.severity[i]), department: columns.department[i], level: columns.level[i],
		at: [columns.path[i], columns.line[i]], message: columns.message[i], remedy: columns.remedies[columns.remedy[i]],
	}));
}
