// visible shows characters that nobody sees, or that turn the order of others round, as internal/inert does. Ends of lines and
// tabs are blanks to a browser.
export const visible = (text) => text
	.replace(/[\p{Bidi_Control}\x80-\x9f\u2028\u2029\ufeff\u200b]/gu, "\ufffd")
	.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, (sign) => (sign === "\x7f" ? "\u2421" : String.fromCharCode(0x2400 + sign.charCodeAt(0))));

// h makes an element. Children that are texts become text nodes: nothing that stands in a catalog is ever read as markup.
export function h(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else if (value === true) element.setAttribute(name, "");
		else if (value !== false && value != null) element.setAttribute(name, value);
	}
	element.append(...children.flat(Infinity).filter((child) => child != null && child !== false).map((child) => (typeof child === "string" ? visible(child) : child)));
	return element;
}

// later runs a task when the browser has drawn what there is, so that no long work keeps a person waiting.
export const later = () => new Promise((resolve) => setTimeout(resolve));

// step is how many rows are drawn at once when people ask for more: a list of thousands is slow to draw and nobody reads it.
export const step = 500;

// moreOf is what a button for more of a list says.
export const moreOf = (shown, all, what) => `Show ${all - shown <= step ? "all" : `${step} more of`} ${all.toLocaleString("en")} ${what}`;

// few lists the first elements, with a button for more of them.
export function few(list, most, make, what) {
	let shown = Math.min(most, make.length);
	list.append(...make.slice(0, shown).map((one) => one()));
	if (make.length <= most) return [list];
	const button = h("button", {
		class: "more", type: "button", onclick: () => {
			const more = make.slice(shown, shown + step).map((one) => one());
			list.append(...more);
			shown += more.length;
			if (shown < make.length) button.textContent = moreOf(shown, make.length, what);
			else button.remove();
			more[0].querySelector("a, button")?.focus();
		},
	}, moreOf(shown, make.length, what));
	return [list, button];
}

// legend says what colours mean: each a class, the sign that stands on it, and words.
export const legend = (...entries) => h("p", { class: "legend" }, entries.map(([colour, sign, words]) => h("span", {}, h("span", { class: `swatch ${colour}` }, sign), " ", words, " ")));
